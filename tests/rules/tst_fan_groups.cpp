// Fans and what hangs on their air: stop, change-over, start lock, each from both sides, and a
// naive model with random inputs.
#include <QRandomGenerator>
#include <QTest>

#include "rules/rule_bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using Topic = RuleRecord::Topic;

namespace {

// Two fans (R4 with air, R5 without) supply the heading behind R0; A and B are its gas.
Site heading() {
  Site site = ruleMine();
  FanGroupSite group;
  group.tag = "HEADING";
  group.fans = {{RelayId{4}, PointId{3}}, {RelayId{5}, std::nullopt}};
  group.relays = {RelayId{0}};
  group.gas = {PointId{0}, PointId{1}};
  site.fanGroups = {group};
  return site;
}

bool stopped(const RuleBench& bench) { return !bench.cause(0).empty(); }
bool locked(const RuleBench& bench) { return bench.rules.holds(RelayId{4}, at_s(0)).size() == 1; }

void gas(RuleBench& bench, double at, int a, int b) {
  bench.sample(0, at, a);
  bench.sample(1, at, b);
}

}  // namespace

class TestFanGroups : public QObject {
  Q_OBJECT

 private slots:
  void only_when_all_fans_have_stopped_the_power_goes() {
    RuleBench bench{heading()};
    bench.sample(3, 1, 360'00);
    bench.relay(4, 1, true);
    bench.relay(5, 1, true);
    bench.relay(4, 5, false);
    bench.advance(20);
    QVERIFY(!stopped(bench));
    bench.relay(5, 20, false);
    bench.advance(21.999);
    QVERIFY(!stopped(bench));
    bench.advance(22);
    QCOMPARE(bench.cause(0), std::string("HEADING (fan stopped)"));
    QVERIFY(bench.alarm(ofRelay(4), AlarmKind::mainFan));
    QVERIFY(bench.last(Topic::fanStop).present);
    bench.relay(5, 30, true);
    QVERIFY(!stopped(bench));
    QVERIFY(!bench.alarm(ofRelay(4), AlarmKind::mainFan));
  }

  void a_change_over_within_the_delay_trips_nothing() {
    RuleBench bench{heading()};
    bench.relay(5, 1, true);
    bench.relay(5, 5, false);
    bench.relay(5, 6.999, true);
    bench.advance(60);
    QCOMPARE(bench.count(Topic::fanStop), std::size_t{0});
  }

  void a_fan_without_air_does_not_run_data() {
    QTest::addColumn<int>("air");
    QTest::addColumn<bool>("runs");
    QTest::newRow("at the low limit") << 300'00 << false;
    QTest::newRow("above it") << 300'01 << true;
  }
  void a_fan_without_air_does_not_run() {
    QFETCH(int, air);
    RuleBench bench{heading()};
    bench.sample(3, 1, 320'01);
    bench.relay(4, 1, true);
    bench.relay(5, 1, false);
    bench.sample(3, 20, air);
    bench.advance(30);
    QTEST(!stopped(bench), "runs");
  }

  void air_counts_again_above_its_release() {
    RuleBench bench{heading()};
    bench.relay(4, 1, true);
    bench.sample(3, 1, 320'00);
    bench.advance(20);
    QVERIFY(stopped(bench));
    bench.sample(3, 21, 320'01);
    QVERIFY(!stopped(bench));
  }

  void a_fan_that_is_not_heard_of_has_stopped_after_the_start_s_grace() {
    RuleBench bench{heading()};
    bench.advance(11.999);
    QVERIFY(!stopped(bench));
    bench.advance(12);
    QVERIFY(stopped(bench));
  }

  void an_unknown_fan_does_not_run() {
    RuleBench bench{heading()};
    bench.relay(5, 1, true);
    bench.relay(5, 20, true, false);
    bench.advance(22);
    QVERIFY(stopped(bench));
  }

  void power_returns_only_after_the_fan_has_run_for_its_time() {
    RuleBench bench{heading()};
    bench.relay(5, 1, true);
    QCOMPARE(bench.holds(0, 60.9).size(), std::size_t{1});
    QCOMPARE(bench.holds(0, 60.9).at(0),
             std::string("a fan of HEADING runs for 59.9 s, must run for 60.0 s"));
    QVERIFY(bench.holds(0, 61).empty());
    bench.relay(5, 70, false);
    QCOMPARE(bench.holds(0, 70.1).at(0), std::string("no fan of HEADING is proven to run"));
  }

  void stopped_fans_in_gas_may_not_be_started_data() {
    QTest::addColumn<int>("a");
    QTest::addColumn<int>("b");
    QTest::addColumn<bool>("lock");
    QTest::newRow("at 3.0") << 300 << 20 << false;
    QTest::newRow("above 3.0 at the face") << 301 << 20 << true;
    QTest::newRow("above 3.0 in the return") << 20 << 301 << true;
  }
  void stopped_fans_in_gas_may_not_be_started() {
    QFETCH(int, a);
    QFETCH(int, b);
    RuleBench bench{heading()};
    gas(bench, 1, 20, 20);
    bench.relay(5, 1, true);
    bench.relay(5, 5, false);
    gas(bench, 6, a, b);
    QTEST(locked(bench), "lock");
  }

  void running_fans_are_not_locked() {
    RuleBench bench{heading()};
    gas(bench, 1, 20, 20);
    bench.relay(5, 1, true);
    gas(bench, 6, 350, 20);
    QVERIFY(!locked(bench));
  }

  void unknown_gas_locks_stopped_fans() {
    RuleBench bench{heading()};
    gas(bench, 1, 20, 20);
    bench.relay(5, 1, true);
    bench.relay(5, 5, false);
    QVERIFY(!locked(bench));
    bench.sample(0, 6, 20, faulty);
    QVERIFY(locked(bench));
  }

  void the_lock_opens_when_all_gas_is_below_its_limit() {
    RuleBench bench{heading()};
    gas(bench, 1, 20, 20);
    bench.relay(5, 1, true);
    bench.relay(5, 5, false);
    gas(bench, 6, 350, 350);
    gas(bench, 7, 149, 150);
    QVERIFY(locked(bench));
    gas(bench, 8, 149, 149);
    QVERIFY(!locked(bench));
  }

  void somebody_with_the_authority_may_open_the_lock() {
    RuleBench bench{heading()};
    gas(bench, 1, 20, 20);
    bench.relay(5, 1, true);
    bench.relay(5, 5, false);
    gas(bench, 6, 350, 350);
    bench.request(UnlockFansRequest{FanGroupId{0}, person("")}, 7);
    QVERIFY(locked(bench));
    QCOMPARE(bench.count(Topic::refusal), std::size_t{1});
    bench.request(UnlockFansRequest{FanGroupId{0}, person("degassing by plan 12")}, 8);
    QVERIFY(!locked(bench));
    QCOMPARE(bench.last(Topic::fanLock).origin.person.value, 7u);
    gas(bench, 9, 360, 350);
    QVERIFY(!locked(bench));  // opened until the fans have run or the gas is low
  }

  void stop_and_lock_outlive_a_restart() {
    RuleRecord stop, lock;
    stop.topic = Topic::fanStop;
    lock.topic = Topic::fanLock;
    stop.tag = lock.tag = "HEADING";
    stop.present = lock.present = true;
    RuleBench bench{heading(), {stop, lock}};
    QVERIFY(stopped(bench));
    QVERIFY(locked(bench));
  }

  void random_fans_agree_with_a_naive_model() {
    const auto seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random{seed};
    RuleBench bench{heading()};
    gas(bench, 0, 20, 20);
    bench.sample(3, 0, 360'00);
    bench.relay(4, 0, true);
    bench.relay(5, 0, true);
    bool fan[2] = {true, true};
    bool lock = false;
    int quiet = 0;  // seconds without a running fan
    int before = 20;
    for (int second = 1; second < 3000; ++second) {
      quiet = fan[0] || fan[1] ? 0 : quiet + 1;
      const bool stop = quiet >= 2;
      for (std::uint32_t i = 0; i < 2; ++i) {
        if (random.bounded(5) == 0) fan[i] = !fan[i];
        bench.relay(4 + i, second, fan[i]);
      }
      static constexpr int levels[] = {20, 149, 150, 300, 301};
      const int a = levels[random.bounded(5)];
      gas(bench, second, a, 20);
      const bool runs = fan[0] || fan[1];
      for (const int value : {before, a}) {  // the fans' words come first
        if (value < 150) lock = false;
        else if (!runs && value > 300) lock = true;
      }
      before = a;
      if (stopped(bench) != (stop && !runs) || (!runs && locked(bench) != lock)) {
        QFAIL(qPrintable(QStringLiteral("seed %1, second %2").arg(seed).arg(second)));
      }
      if (runs) lock = locked(bench);  // between the two fans' words both answers are right
    }
  }
};

QTEST_APPLESS_MAIN(TestFanGroups)
#include "tst_fan_groups.moc"
