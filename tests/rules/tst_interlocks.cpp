// Gas and faults at points, trips at relays: each limit from both sides, and a naive model with
// random inputs.
#include <QRandomGenerator>
#include <QTest>

#include "rules/rule_bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using Topic = RuleRecord::Topic;

namespace {

Site single() {
  Site site = ruleMine();
  site.interlocks = {interlockOf("A", {PointId{0}}, 1, {RelayId{0}, RelayId{1}})};
  return site;
}

Site twoOfThree() {
  Site site = ruleMine();
  site.interlocks = {
      interlockOf("VOTE", {PointId{0}, PointId{1}, PointId{2}}, 2, {RelayId{0}})};
  return site;
}

// The rules of one 2oo3 interlock written down naively: no machines, only the whole history of
// each point, gone through again for every question. Samples come each second.
struct Naive {
  struct Step {
    std::int32_t value;
    bool healthy;
  };
  std::vector<Step> history[3];

  bool gas(int point, std::size_t now) const {
    bool active = false;
    bool told = false;
    for (std::size_t i = 0; i <= now; ++i) {
      const Step& step = history[point][i];
      if (!step.healthy) continue;
      if (step.value >= 150 && !active) {
        active = true;
        told = told || now - i < 10;  // one report stands for 10 s
      }
      if (step.value < 100) active = false;
    }
    return active || told;
  }
  bool faulty(int point, std::size_t now) const {
    bool counts = false;
    for (std::size_t i = 0; i <= now; ++i) {
      const auto same = [&](bool healthy, std::size_t length) {
        if (i < length) return false;
        for (std::size_t k = i - length; k < i; ++k) {
          if (history[point][k].healthy != healthy) return false;
        }
        return true;
      };
      if (!counts && same(false, 2)) counts = true;
      else if (counts && same(true, 60)) counts = false;
    }
    return counts;
  }
  bool trips(std::size_t now) const {
    int votes = 0;
    for (int point = 0; point < 3; ++point) votes += gas(point, now) || faulty(point, now);
    return votes >= 2;
  }
};

}  // namespace

class TestInterlocks : public QObject {
  Q_OBJECT

 private slots:
  void gas_at_the_limit_demands_the_trip_of_every_relay() {
    RuleBench bench{single()};
    bench.sample(0, 1, 149);
    QCOMPARE(bench.cause(0), std::string{});
    bench.sample(0, 2, 150);
    QCOMPARE(bench.cause(0), std::string("A"));
    QCOMPARE(bench.cause(1), std::string("A"));
    QCOMPARE(bench.cause(2), std::string{});
    QCOMPARE(bench.last(Topic::interlock).number, 1);
    QVERIFY(bench.rules.demands().at(RelayId{0}).reading == at_s(2));
  }

  void the_demand_ends_below_reset_and_not_at_it() {
    RuleBench bench{single()};
    bench.sample(0, 1, 150);
    bench.sample(0, 30, 100);
    QVERIFY(!bench.cause(0).empty());
    bench.sample(0, 31, 99);
    QVERIFY(bench.cause(0).empty());
    QCOMPARE(bench.rules.takeEnded().size(), std::size_t{2});
    QVERIFY(!bench.last(Topic::interlock).present);
  }

  void one_report_of_a_trip_stands_for_its_hold() {
    RuleBench bench{single()};
    bench.sample(0, 1, 150);
    bench.sample(0, 2, 50);
    bench.advance(10.999);
    QVERIFY(!bench.cause(0).empty());
    bench.advance(11);
    QVERIFY(bench.cause(0).empty());
  }

  void what_is_not_known_demands_the_trip_after_its_delay_data() {
    QTest::addColumn<int>("bits");
    QTest::newRow("sensor fault") << int(Quality::sensorFault);
    QTest::newRow("no data") << int(Quality::commLost);
    QTest::newRow("stale") << int(Quality::stale);
    QTest::newRow("under range") << int(Quality::underRange);
    QTest::newRow("calibration") << int(Quality::pseudo);
    QTest::newRow("warm-up") << int(Quality::warmUp);
  }
  void what_is_not_known_demands_the_trip_after_its_delay() {
    QFETCH(int, bits);
    RuleBench bench{single()};
    bench.sample(0, 1, 40);
    bench.sample(0, 5, 40, static_cast<std::uint16_t>(bits));
    bench.advance(6.999);
    QVERIFY(bench.cause(0).empty());
    QVERIFY(!bench.alarm(ofPoint(0), AlarmKind::faultLock));
    bench.advance(7);
    QCOMPARE(bench.cause(0), std::string("A (fault)"));
    QVERIFY(bench.alarm(ofPoint(0), AlarmKind::faultLock));
    QCOMPARE(bench.last(Topic::interlock).number, 2);
  }

  void a_fault_shorter_than_the_delay_trips_nothing() {
    RuleBench bench{single()};
    bench.sample(0, 1, 40);
    bench.sample(0, 5, 40, faulty);
    bench.sample(0, 6.999, 40);
    bench.advance(60);
    QCOMPARE(bench.count(Topic::interlock), std::size_t{0});
  }

  void the_fault_lock_holds_a_minute_after_the_point_is_healthy_again() {
    RuleBench bench{single()};
    bench.sample(0, 1, 40, faulty);
    bench.sample(0, 10, 40);
    bench.advance(69.999);
    QCOMPARE(bench.cause(0), std::string("A (fault)"));
    bench.advance(70);
    QVERIFY(bench.cause(0).empty());
    QVERIFY(!bench.alarm(ofPoint(0), AlarmKind::faultLock));
  }

  void a_relapse_begins_the_minute_anew() {
    RuleBench bench{single()};
    bench.sample(0, 1, 40, faulty);
    bench.sample(0, 10, 40);
    bench.sample(0, 60, 40, faulty);
    bench.sample(0, 61, 40);
    bench.advance(120.999);
    QVERIFY(!bench.cause(0).empty());
    bench.advance(121);
    QVERIFY(bench.cause(0).empty());
  }

  void a_lost_quarantined_or_foreign_node_is_a_fault_data() {
    QTest::addColumn<int>("state");
    QTest::newRow("lost") << int(NodeState::lost);
    QTest::newRow("quarantined") << int(NodeState::quarantined);
    QTest::newRow("incompatible") << int(NodeState::incompatible);
  }
  void a_lost_quarantined_or_foreign_node_is_a_fault() {
    QFETCH(int, state);
    RuleBench bench{single()};
    bench.sample(0, 1, 40);
    bench.node(0, 5, static_cast<NodeState>(state));
    bench.advance(7);
    QCOMPARE(bench.cause(0), std::string("A (fault)"));
  }

  void before_its_first_word_a_point_demands_nothing() {
    RuleBench bench{single()};
    bench.node(0, 0, NodeState::identifying);
    bench.advance(100);
    QVERIFY(bench.cause(0).empty());
  }

  void beyond_its_range_methane_counts_as_gas_at_once() {
    RuleBench bench{single()};
    bench.sample(0, 1, 40);
    bench.sample(0, 5, 400, Quality::overRange);
    QCOMPARE(bench.cause(0), std::string("A"));
    bench.sample(0, 20, 120);
    QCOMPARE(bench.cause(0), std::string("A"));  // not below reset
    bench.sample(0, 21, 99);
    QVERIFY(bench.cause(0) != "A");
  }

  void the_nodes_own_cut_off_is_a_cause() {
    RuleBench bench{single()};
    bench.sample(0, 1, 40);
    bench.node(0, 2, NodeState::running, 0x0004);  // MSN_ST_CUTOFF
    QCOMPARE(bench.cause(0), std::string("A"));
    bench.node(0, 3, NodeState::running, 0);
    QVERIFY(bench.cause(0).empty());
  }

  void history_is_no_cause_data() {
    QTest::addColumn<double>("at");
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("trips");
    QTest::newRow("a moment ago") << 90.0 << 0 << true;
    QTest::newRow("older than the hold") << 89.999 << 0 << false;
    QTest::newRow("of unknown time") << 99.0 << int(Quality::timeUncertain) << false;
  }
  void history_is_no_cause() {
    QFETCH(double, at);
    QFETCH(int, bits);
    RuleBench bench{single()};
    bench.sample(0, 80, 40);
    bench.give({PointId{0}, at_s(at), 180, Quality{static_cast<std::uint16_t>(bits)}, true}, 100);
    QTEST(!bench.cause(0).empty(), "trips");
  }

  void a_second_stage_trips_at_its_own_limit() {
    Site site = single();
    InterlockSite stage = interlockOf("A fan", {PointId{0}}, 1, {RelayId{3}});
    stage.stage = StageLimit{200, 50};
    site.interlocks.push_back(stage);
    RuleBench bench{site};
    bench.sample(0, 1, 199);
    QVERIFY(!bench.cause(0).empty());
    QVERIFY(bench.cause(3).empty());
    bench.sample(0, 2, 200);
    QCOMPARE(bench.cause(3), std::string("A"));
    bench.sample(0, 30, 50);
    QVERIFY(bench.cause(0).empty());
    QVERIFY(!bench.cause(3).empty());
    bench.sample(0, 31, 49);
    QVERIFY(bench.cause(3).empty());
  }

  void a_demand_outlives_a_restart_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("cause");
    QTest::newRow("gas") << 1 << "A";
    QTest::newRow("fault") << 2 << "A (fault)";
  }
  void a_demand_outlives_a_restart() {
    QFETCH(int, number);
    RuleRecord record;
    record.topic = Topic::interlock;
    record.tag = "A";
    record.present = true;
    record.number = number;
    RuleBench bench{single(), {record}};
    QTEST(QString::fromStdString(bench.cause(0)), "cause");
    bench.sample(0, 1, number == 1 ? 100 : 40);
    QVERIFY(!bench.cause(0).empty());
    bench.sample(0, 2, 40);
    bench.advance(number == 1 ? 2.0 : 60.999);
    QCOMPARE(bench.cause(0).empty(), number == 1);
    bench.advance(61);
    QVERIFY(bench.cause(0).empty());
  }

  void random_histories_agree_with_a_naive_model() {
    const auto seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random{seed};
    for (int round = 0; round < 20; ++round) {
      RuleBench bench{twoOfThree()};
      Naive naive;
      int mode[3] = {0, 0, 0};
      for (std::size_t second = 0; second < 240; ++second) {
        for (std::uint32_t point = 0; point < 3; ++point) {
          if (random.bounded(12) == 0) mode[point] = random.bounded(4);
          static constexpr std::int32_t levels[] = {99, 100, 149, 150};
          const std::int32_t value = mode[point] == 2 ? levels[random.bounded(4)] : 60;
          const bool healthy = mode[point] != 3;
          bench.sample(point, double(second), value, healthy ? std::uint16_t{0} : faulty);
          naive.history[point].push_back({value, healthy});
        }
        if (bench.cause(0).empty() == naive.trips(second)) {
          QFAIL(qPrintable(QStringLiteral("seed %1, round %2, second %3: rules say %4")
                               .arg(seed).arg(round).arg(second)
                               .arg(QString::fromStdString(bench.cause(0)))));
        }
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestInterlocks)
#include "tst_interlocks.moc"
