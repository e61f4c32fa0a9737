// Bypasses, people's checks, due tests with measured trips, escalation, detectors.
#include <QTest>

#include "rules/rule_bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using Topic = RuleRecord::Topic;

namespace {

constexpr double day = 24 * 3600.0;

Site mine() {
  Site site = ruleMine();
  site.interlocks = {interlockOf("A", {PointId{0}}, 1, {RelayId{0}, RelayId{1}}),
                     interlockOf("VOTE", {PointId{0}, PointId{1}, PointId{2}}, 2, {RelayId{2}})};
  ScopeSite scope;
  scope.tag = "FACE";
  scope.relays = {RelayId{0}, RelayId{1}};
  scope.peopleCheck = true;
  site.scopes = {scope};
  site.relays[0].upstream = RelayId{3};
  site.relays[3].upstream = RelayId{4};
  return site;
}

BypassRequest bypass(double hours, const char* permit = "permit 12") {
  BypassRequest request;
  request.interlock = InterlockId{0};
  request.point = PointId{0};
  request.permit = permit;
  request.lasting = Duration{static_cast<std::int64_t>(hours * 3600e6)};
  request.origin = person();
  return request;
}

}  // namespace

class TestRules : public QObject {
  Q_OBJECT

 private slots:
  void a_bypass_takes_the_fault_away_and_never_the_gas() {
    RuleBench bench{mine()};
    bench.sample(0, 1, 40);
    bench.request(bypass(1), 2);
    QVERIFY(bench.alarm(ofPoint(0), AlarmKind::bypass));
    bench.sample(0, 3, 40, faulty);
    bench.advance(100);
    QVERIFY(bench.cause(0).empty());
    bench.sample(0, 101, 150);
    QCOMPARE(bench.cause(0), std::string("A"));
  }

  // Gas at A, a fault of B and a fed relay below: three reasons for one relay at once.
  void a_relay_that_is_held_by_several_is_free_when_the_last_one_ends() {
    Site site = ruleMine();
    site.interlocks = {interlockOf("A", {PointId{0}}, 1, {RelayId{0}}),
                       interlockOf("B", {PointId{1}}, 1, {RelayId{0}})};
    site.relays[1].upstream = RelayId{0};
    RuleBench bench{site};
    bench.sample(0, 1, 40);
    bench.sample(1, 1, 40);
    QVERIFY(bench.cause(0).empty() && bench.holds(0, 1).empty());
    bench.feed(1, 2, true);
    bench.sample(1, 3, 40, faulty);
    bench.sample(0, 6, 150);
    QCOMPARE(bench.holds(0, 6).size(), std::size_t{3});
    QCOMPARE(bench.cause(0), std::string("A"));  // gas before a fault before the feed
    bench.sample(0, 20, 99);
    bench.advance(40);
    QCOMPARE(bench.holds(0, 40).size(), std::size_t{2});
    QCOMPARE(bench.cause(0), std::string("B (fault)"));
    bench.sample(1, 41, 40);
    bench.sample(0, 102, 40);
    bench.sample(1, 102, 40);
    QCOMPARE(bench.holds(0, 102).size(), std::size_t{1});
    bench.feed(1, 103, false);
    QVERIFY(bench.cause(0).empty() && bench.holds(0, 103).empty());
  }

  void a_bypass_ends_at_its_time_and_the_fault_trips() {
    RuleBench bench{mine()};
    bench.sample(0, 1, 40);
    bench.request(bypass(1), 2);
    bench.sample(0, 3, 40, faulty);
    bench.advance(3601.999);
    QVERIFY(bench.cause(0).empty());
    bench.advance(3602);
    QCOMPARE(bench.cause(0), std::string("A (fault)"));
    QVERIFY(!bench.alarm(ofPoint(0), AlarmKind::bypass));
    QVERIFY(!bench.last(Topic::bypass).present);
  }

  void a_person_may_end_it_before() {
    RuleBench bench{mine()};
    bench.sample(0, 1, 40);
    bench.request(bypass(1), 2);
    bench.request(EndBypassRequest{InterlockId{0}, person()}, 3);
    QVERIFY(!bench.last(Topic::bypass).present);
    QVERIFY(!bench.alarm(ofPoint(0), AlarmKind::bypass));
  }

  void a_bypass_that_lacks_something_is_refused_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("why");
    QTest::newRow("whole") << 0 << "";
    QTest::newRow("no end") << 1 << "a bypass must end, at the latest after 8 h";
    QTest::newRow("8 h") << 2 << "";
    QTest::newRow("longer") << 3 << "a bypass must end, at the latest after 8 h";
    QTest::newRow("no permit") << 4 << "a permit must be named";
    QTest::newRow("no reason") << 5 << "a reason must be given";
    QTest::newRow("nobody") << 6 << "only a person may bypass";
    QTest::newRow("another point") << 7 << "that point is no input of interlock A";
  }
  void a_bypass_that_lacks_something_is_refused() {
    QFETCH(int, what);
    BypassRequest request = bypass(what == 1 ? 0 : what == 2 ? 8 : what == 3 ? 8.001 : 1,
                                   what == 4 ? "" : "permit 12");
    if (what == 5) request.origin.reason.clear();
    if (what == 6) request.origin.person = {};
    if (what == 7) request.point = PointId{1};
    RuleBench bench{mine()};
    bench.request(request, 2);
    QTEST(QString::fromStdString(english(bench.last(Topic::refusal).why)), "why");
    QCOMPARE(bench.count(Topic::bypass), std::size_t(what == 0 || what == 2));
  }

  void an_interlock_has_one_bypass_at_most() {
    RuleBench bench{mine()};
    BypassRequest first = bypass(1);
    first.interlock = InterlockId{1};
    BypassRequest second = first;
    second.point = PointId{1};
    bench.request(first, 1);
    bench.request(second, 2);
    QCOMPARE(english(bench.last(Topic::refusal).why),
             std::string("interlock VOTE has a bypass already, of A: at most one"));
    bench.request(EndBypassRequest{InterlockId{1}, person()}, 3);
    bench.request(second, 4);
    QVERIFY(bench.last(Topic::bypass).present);
  }

  void a_bypassed_voter_leaves_one_out_of_two() {
    RuleBench bench{mine()};
    for (std::uint32_t point = 0; point < 3; ++point) bench.sample(point, 1, 40);
    BypassRequest request = bypass(1);
    request.interlock = InterlockId{1};
    bench.request(request, 2);
    bench.sample(0, 3, 40, faulty);
    bench.advance(20);
    QVERIFY(bench.cause(2).empty());
    bench.sample(1, 21, 150);
    QVERIFY(!bench.cause(2).empty());
  }

  void a_bypass_outlives_a_restart_with_its_alarm() {
    RuleBench before{mine()};
    before.request(bypass(1), 2);
    RuleBench bench{mine(), before.records, 100};
    QVERIFY(bench.alarm(ofPoint(0), AlarmKind::bypass));
    bench.sample(0, 101, 40, faulty);
    bench.advance(3601.999);
    QVERIFY(bench.cause(0).empty());
    bench.advance(3602);
    QVERIFY(!bench.cause(0).empty());
    RuleBench late{mine(), before.records, 4000};
    QVERIFY(!late.alarm(ofPoint(0), AlarmKind::bypass));
    QVERIFY(!late.last(Topic::bypass).present);
  }

  void power_waits_for_the_check_of_people() {
    RuleBench bench{mine()};
    bench.sample(0, 1, 40);
    QCOMPARE(bench.holds(0, 2).size(), std::size_t{1});
    bench.request(PeopleCheckRequest{ScopeId{0}, person()}, 10);
    QVERIFY(bench.holds(0, 10).empty());
    QVERIFY(bench.holds(0, 10 + 1799.9).empty());
    QCOMPARE(bench.holds(0, 10 + 1800).size(), std::size_t{1});
    bench.request(PeopleCheckRequest{ScopeId{0}, person()}, 2000);
    bench.sample(0, 2001, 150);
    bench.sample(0, 2100, 40);
    QCOMPARE(bench.holds(0, 2101).size(), std::size_t{1});  // the trip has made it void
    bench.request(PeopleCheckRequest{ScopeId{0}, {}}, 2102);
    QCOMPARE(bench.holds(0, 2103).size(), std::size_t{1});
    QCOMPARE(bench.count(Topic::refusal), std::size_t{1});
  }

  void a_test_is_overdue_at_its_date_and_recorded_anew() {
    RuleBench bench{mine()};
    bench.advance(15 * day - 0.001);
    QVERIFY(!bench.alarm(ofPoint(1), AlarmKind::testDue));
    bench.advance(15 * day);
    QVERIFY(bench.alarm(ofPoint(1), AlarmKind::testDue));
    bench.request(RecordTestRequest{Topic::calibration, "B", true, person()}, 16 * day);
    QVERIFY(bench.alarm(ofPoint(1), AlarmKind::testDue));  // the bump test still is
    bench.request(RecordTestRequest{Topic::bumpTest, "B", false, person()}, 16 * day);
    QVERIFY(bench.alarm(ofPoint(1), AlarmKind::testDue));  // a failed one changes nothing
    bench.request(RecordTestRequest{Topic::bumpTest, "B", true, person()}, 16 * day);
    QVERIFY(!bench.alarm(ofPoint(1), AlarmKind::testDue));
    QVERIFY(bench.last(Topic::bumpTest).until == at_s(31 * day));
    RuleBench after{mine(), bench.records, 20 * day};
    after.advance(31 * day - 0.001);
    QVERIFY(!after.alarm(ofPoint(1), AlarmKind::testDue));
    after.advance(31 * day);
    QVERIFY(after.alarm(ofPoint(1), AlarmKind::testDue));
  }

  void dates_count_from_the_first_start_also_after_a_restart() {
    RuleBench before{mine()};
    QCOMPARE(before.count(Topic::testBase), std::size_t{1});
    RuleBench bench{mine(), before.records, 15 * day};
    QVERIFY(bench.alarm(ofPoint(1), AlarmKind::testDue));
    QCOMPARE(bench.count(Topic::testBase), std::size_t{0});
  }

  void what_has_no_such_test_is_refused() {
    RuleBench bench{mine()};
    bench.request(RecordTestRequest{Topic::calibration, "NOBODY", true, person()}, 1);
    bench.request(RecordTestRequest{Topic::lockTest, "A", true, person()}, 1);
    QCOMPARE(bench.count(Topic::refusal), std::size_t{2});
  }

  void every_trip_of_an_interlock_is_a_lock_test_that_measures() {
    RuleBench bench{mine()};
    for (std::uint32_t relay : {0u, 1u}) bench.relay(relay, 1, true);
    bench.sample(0, 10, 150);
    bench.relay(0, 10.4, false);
    QCOMPARE(bench.count(Topic::lockTest), std::size_t{0});
    bench.relay(1, 10.75, false);
    QCOMPARE(bench.last(Topic::lockTest).number, 750);
    QVERIFY(bench.last(Topic::lockTest).present);
  }

  void a_trip_that_is_not_proven_in_time_is_a_failed_test() {
    RuleBench bench{mine()};
    bench.relay(0, 1, true);
    bench.sample(0, 10, 150);
    bench.advance(50);
    QCOMPARE(bench.count(Topic::lockTest), std::size_t{0});
    bench.advance(51);
    QVERIFY(!bench.last(Topic::lockTest).present);
    QCOMPARE(bench.count(Topic::lockTest), std::size_t{1});
  }

  void a_person_may_ask_for_a_lock_test() {
    RuleBench bench{mine()};
    for (std::uint32_t relay : {0u, 1u}) bench.relay(relay, 1, true);
    bench.sample(0, 1, 40);
    bench.request(LockTestRequest{InterlockId{0}, person("monthly test")}, 10);
    QCOMPARE(bench.cause(1), std::string("A (test)"));
    bench.relay(0, 10.2, false);
    bench.relay(1, 10.3, false);
    QVERIFY(bench.cause(0).empty());
    QCOMPARE(bench.last(Topic::lockTest).number, 300);
    QCOMPARE(bench.last(Topic::lockTest).origin.reason, std::string("monthly test"));
    bench.request(LockTestRequest{InterlockId{0}, person()}, 20);
    QCOMPARE(bench.count(Topic::refusal), std::size_t{1});  // all are off already
  }

  void a_relay_that_stays_fed_takes_the_breaker_above_with_it() {
    RuleBench bench{mine()};
    bench.feed(0, 10, true);
    bench.advance(11.999);
    QVERIFY(bench.cause(3).empty());
    bench.advance(12);
    QCOMPARE(bench.cause(3), std::string("R0 (feed abnormal)"));
    QVERIFY(bench.cause(4).empty());
    bench.feed(3, 13, true);
    bench.advance(15);
    QCOMPARE(bench.cause(4), std::string("R3 (feed abnormal)"));
    bench.feed(0, 16, false);
    QVERIFY(bench.cause(3).empty());
  }

  void a_short_disagreement_does_not_escalate() {
    RuleBench bench{mine()};
    bench.feed(0, 10, true);
    bench.feed(0, 11.999, false);
    bench.advance(60);
    QVERIFY(bench.cause(3).empty());
  }

  void over_the_limit_while_the_node_says_nothing_is_told() {
    RuleBench bench{mine()};
    bench.node(1, 1, NodeState::running, 0);
    bench.sample(1, 2, 99);
    bench.advance(30);
    QVERIFY(!bench.alarm(ofPoint(1), AlarmKind::logic));
    bench.sample(1, 30, 100);
    bench.advance(39.999);
    QVERIFY(!bench.alarm(ofPoint(1), AlarmKind::logic));
    bench.advance(40);
    QVERIFY(bench.alarm(ofPoint(1), AlarmKind::logic));
    bench.node(1, 41, NodeState::running, 0x0001);  // MSN_ST_ALARM
    QVERIFY(!bench.alarm(ofPoint(1), AlarmKind::logic));
  }

  void many_nodes_lost_at_once_are_one_event_data() {
    QTest::addColumn<double>("third");
    QTest::addColumn<bool>("told");
    QTest::newRow("within the window") << 39.999 << true;
    QTest::newRow("over a longer time") << 40.0 << false;
  }
  void many_nodes_lost_at_once_are_one_event() {
    QFETCH(double, third);
    RuleBench bench{mine()};
    const AlarmSource system{AlarmSource::Type::system, 0};
    bench.node(0, 10, NodeState::lost);
    bench.node(1, 20, NodeState::lost);
    bench.node(2, third, NodeState::lost);
    QTEST(bench.alarm(system, AlarmKind::logic), "told");
    bench.node(0, 60, NodeState::running);
    QVERIFY(!bench.alarm(system, AlarmKind::logic));
  }
};

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
