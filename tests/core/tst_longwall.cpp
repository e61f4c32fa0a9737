// Recorded methane of a Polish longwall through a native node, the wire and the whole core, at 300
// times real time in simulated time; the alarms raised against an independent count. The data do
// not belong to this tree (licence): the test looks for them beside the checkout, or skips.
#include <QTest>

#include "core/core_bench.h"
#include "support/recorded.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

constexpr Duration rowTime = std::chrono::milliseconds{100};  // 30 s rows at 300x


Site longwallMine() {
  Site site = faceMine();
  Limits& limits = site.points[ch4.value].limits;
  limits.warn.reset();
  limits.alarm = 100;
  limits.alarmRelease = 90;
  limits.trip = 150;
  limits.tripRelease = 140;
  limits.onDelay = limits.offDelay = Duration{0};
  for (LinkSite& link : site.links) link.pollInterval = rowTime / 2;
  return site;
}

}  // namespace

class TestLongwall : public QObject {
  Q_OBJECT

 private slots:
  void the_alarm_journal_agrees_with_an_independent_count() {
    const std::string file = recordedFile("pl_longwall_30s_part1.csv");
    const std::vector<int> series = recordedColumn(file, "mm116_pct");
    if (series.empty()) {
      QSKIP(("no recorded mine data at " + file + " (set FIREDAMP_DATA)").c_str());
    }
    QCOMPARE(series.size(), std::size_t{13368});
    CoreBench bench{longwallMine()};
    bench.start();
    for (const int value : series) {
      bench.setGas(value);
      bench.run(rowTime);
    }
    bench.run(std::chrono::seconds{1});
    QCOMPARE(independentCount(series, 100, 90), 65);
    QCOMPARE(independentCount(series, 150, 140), 15);
    QCOMPARE(bench.raised(AlarmKind::high), std::size_t{65});
    QCOMPARE(bench.raised(AlarmKind::highHigh), std::size_t{15});
  }
};

QTEST_APPLESS_MAIN(TestLongwall)
#include "tst_longwall.moc"
