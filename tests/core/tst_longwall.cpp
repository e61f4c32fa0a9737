// Recorded methane of a Polish longwall through a native node, the wire and the whole core, at 300
// times real time in simulated time; the alarms raised against an independent count. The data do
// not belong to this tree (licence): the test looks for them beside the checkout, or skips.
#include <QFile>
#include <QTest>

#include "core/core_bench.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

constexpr Duration rowTime = std::chrono::milliseconds{100};  // 30 s rows at 300x


// The count of the specification, on integer hundredths, sharing nothing with the product.
std::size_t independentCount(const std::vector<int>& series, int set, int release) {
  std::size_t count = 0;
  bool active = false;
  for (const int value : series) {
    if (!active && value >= set) {
      active = true;
      ++count;
    } else if (active && value < release) {
      active = false;
    }
  }
  return count;
}

QString dataFile() {
  const QString folder =
      qEnvironmentVariable("FIREDAMP_DATA", FIREDAMP_SOURCE_DIR "/../shared/data");
  return folder + "/pl_longwall_30s_part1.csv";
}

// Column mm116_pct in integer hundredths, digit by digit.
std::vector<int> longwall() {
  QFile file{dataFile()};
  if (!file.open(QIODevice::ReadOnly)) return {};
  const auto column = file.readLine().trimmed().split(',').indexOf("mm116_pct");
  std::vector<int> series;
  while (!file.atEnd()) {
    const QByteArray text = file.readLine().trimmed().split(',').value(column);
    const QByteArray decimals = (text.contains('.') ? text.split('.')[1] : QByteArray{}) + "00";
    series.push_back(text.split('.')[0].toInt() * 100 + decimals.left(2).toInt());
  }
  return series;
}

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
    const std::vector<int> series = longwall();
    if (series.empty()) {
      QSKIP(qPrintable("no recorded mine data at " + dataFile() + " (set FIREDAMP_DATA)"));
    }
    QCOMPARE(series.size(), std::size_t{13368});
    CoreBench bench{longwallMine()};
    bench.start();
    for (const int value : series) {
      bench.setGas(value);
      bench.run(rowTime);
    }
    bench.run(std::chrono::seconds{1});
    QCOMPARE(bench.raised(AlarmKind::alarm), independentCount(series, 100, 90));
    QCOMPARE(bench.raised(AlarmKind::trip), independentCount(series, 150, 140));
    QCOMPARE(bench.raised(AlarmKind::alarm), std::size_t{65});
    QCOMPARE(bench.raised(AlarmKind::trip), std::size_t{15});
  }
};

QTEST_APPLESS_MAIN(TestLongwall)
#include "tst_longwall.moc"
