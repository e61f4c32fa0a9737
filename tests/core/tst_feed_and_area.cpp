// Does power follow the command, and what is said of the areas.
#include <QTest>

#include "rules/area_watch.h"
#include "rules/feed_check.h"
#include "core/core_bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

using Power = AreaReport::Power;

Instant at_ms(int ms) { return fromMicroseconds(1'000'000'000 + ms * 1000ll); }

RelayReport report(RelayId relay, int ms, bool on, bool feedback, bool known = true) {
  RelayReport report;
  report.relay = relay;
  report.at = at_ms(ms);
  report.known = known;
  report.commanded = report.coil = on;
  report.feedback = feedback;
  return report;
}

struct FeedBench {
  Site site = faceMine();
  Picture picture{site};
  FeedCheck feed{picture};

  // Conditions that became present.
  std::vector<RelayCondition> raisedBy(Instant now) {
    feed.advance(now);
    std::vector<RelayCondition> raised = feed.take();
    std::erase_if(raised, [](const RelayCondition& condition) { return !condition.present; });
    return raised;
  }
};

}  // namespace

class TestFeedAndArea : public QObject {
  Q_OBJECT

 private slots:
  void disagreement_counts_after_the_relays_time_and_the_breakers_data() {
    QTest::addColumn<bool>("on");
    QTest::addColumn<bool>("feedback");
    QTest::addColumn<int>("kind");
    QTest::newRow("off but fed") << false << true << int(AlarmKind::feedAbnormal);
    QTest::newRow("on without power") << true << false << int(AlarmKind::feedMissing);
  }
  void disagreement_counts_after_the_relays_time_and_the_breakers() {
    QFETCH(bool, on);
    QFETCH(bool, feedback);
    FeedBench bench;
    bench.feed.accept(report(k2, 1000, on, feedback));
    bench.feed.accept(report(k2, 2000, on, feedback));  // still: the clock goes on
    QVERIFY(bench.feed.nextDeadline() == at_ms(3500));
    QVERIFY(bench.raisedBy(at_ms(3499)).empty());
    const auto raised = bench.raisedBy(at_ms(60'000));
    QCOMPARE(raised.size(), std::size_t{1});
    QTEST(int(raised[0].kind), "kind");
    QVERIFY(raised[0].at == at_ms(3500));
    QVERIFY(!bench.feed.nextDeadline());
  }

  void what_follows_in_time_is_no_alarm() {
    FeedBench bench;
    bench.feed.accept(report(k2, 1000, false, true));
    bench.feed.accept(report(k2, 3400, false, false));
    QVERIFY(bench.raisedBy(at_ms(60'000)).empty());
  }

  void an_unknown_relay_proves_nothing_and_clears_nothing() {
    FeedBench bench;
    bench.feed.accept(report(k2, 1000, false, true));
    bench.feed.accept(report(k2, 2000, false, false, false));
    QVERIFY(bench.raisedBy(at_ms(60'000)).empty());
    bench.feed.accept(report(k2, 61'000, false, false, false));
    QVERIFY(bench.feed.take().empty());
  }

  void a_commanded_off_coil_that_sticks_is_off_that_is_fed() {
    FeedBench bench;
    RelayReport stuck = report(k2, 1000, true, true);
    stuck.commanded = false;
    bench.feed.accept(stuck);
    const auto raised = bench.raisedBy(at_ms(3500));
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(raised[0].kind, AlarmKind::feedAbnormal);
  }

  void power_of_an_area_data() {
    // u unknown, n on, o off, s tripped but still fed, l on but without power
    QTest::addColumn<QString>("k1State");
    QTest::addColumn<QString>("k2State");
    QTest::addColumn<int>("power");
    const auto row = [](const char* first, const char* second, Power power) {
      QTest::addRow("%s %s", first, second)
          << QString::fromLatin1(first) << QString::fromLatin1(second) << int(power);
    };
    row("u", "u", Power::unknown);
    row("n", "u", Power::unknown);
    row("n", "n", Power::on);
    row("o", "u", Power::off);
    row("n", "o", Power::off);
    row("n", "l", Power::unknown);  // a contact without power behind a coil that is on
    row("s", "n", Power::stillOn);
    row("s", "u", Power::stillOn);
    row("s", "o", Power::off);
  }
  void power_of_an_area() {
    QFETCH(QString, k1State);
    QFETCH(QString, k2State);
    const Site site = faceMine();
    Picture picture{site};
    AreaWatch areas{picture};
    Power last = Power::unknown;
    int id = 0;
    for (const QString& state : {k1State, k2State}) {
      const bool on = state == QLatin1String("n") || state == QLatin1String("l");
      const bool fed = state == QLatin1String("n") || state == QLatin1String("s");
      const RelayReport told = report(RelayId{static_cast<std::uint32_t>(id++)}, 1000, on, fed,
                                      state != QLatin1String("u"));
      picture.accept(told);
      for (const AreaReport& area : areas.accept(told)) last = area.power;
      QVERIFY(areas.accept(told).empty());  // said once
    }
    QTEST(int(last), "power");
  }

  void a_lost_relay_node_makes_its_area_unknown_again() {
    CoreBench bench;
    bench.start();
    QVERIFY(bench.switchOn(k3));
    bench.run(seconds{1});
    QCOMPARE(bench.area(1), Power::on);
    bench.unplug(powerLink);
    QCOMPARE(bench.area(1), Power::unknown);
  }
};

QTEST_APPLESS_MAIN(TestFeedAndArea)
#include "tst_feed_and_area.moc"
