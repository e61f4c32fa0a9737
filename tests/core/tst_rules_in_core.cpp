// Each rule once with everything around it: native nodes, real frames, alarms, commands, restarts.
#include <QTest>

#include <algorithm>

#include "core/core_bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Stage = CommandStage;
using Topic = RuleRecord::Topic;

namespace {

Origin person(const char* reason) {
  Origin origin;
  origin.person = operator7;
  origin.reason = reason;
  return origin;
}

bool confirmedTrip(const CoreBench& bench, RelayId relay) {
  const CommandEvent last = bench.lastCommand(relay);
  return last.kind == CommandKind::trip && last.stage == Stage::confirmed;
}

bool untouched(const CoreBench& bench, RelayId relay) {
  return bench.lastCommand(relay).kind == CommandKind::restore;
}

void switchOn(CoreBench& bench, std::initializer_list<RelayId> relays) {
  bench.start();
  for (RelayId relay : relays) QVERIFY(bench.switchOn(relay));
  bench.run(seconds{1});
}

bool refusedWith(CoreBench& bench, RelayId relay, const char* words) {
  bench.request(RestoreRequest{relay, person("gas checked")});
  const CommandEvent last = bench.lastCommand(relay);
  if (last.stage != Stage::refused) return false;
  return std::any_of(last.unmet.begin(), last.unmet.end(), [words](const Phrase& phrase) {
    return english(phrase).find(words) != std::string::npos;
  });
}

RuleRecord lastRecord(const CoreBench& bench, Topic topic) {
  RuleRecord last;
  for (const RuleRecord& record : bench.all<RuleRecord>()) {
    if (record.topic == topic) last = record;
  }
  return last;
}

Site quickMine() {
  Site site = faceMine();
  site.rules.faultHold = seconds{5};
  site.rules.fanRunning = seconds{3};
  return site;
}

}  // namespace

class TestRulesInCore : public QObject {
  Q_OBJECT

 private slots:
  void a_dead_sensor_node_takes_the_power_away_elsewhere_and_holds_it() {
    CoreBench bench{quickMine()};
    switchOn(bench, {k2, k3});
    bench.node(gasNode).setPowered(false);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2) && confirmedTrip(bench, k3); },
                           seconds{20}));
    QCOMPARE(bench.lastCommand(k2).origin.reason, std::string("CH4 (fault)"));
    QCOMPARE(bench.alarm(AlarmKind::faultLock).state, AlarmState::unacknowledged);
    bench.node(gasNode).setPowered(true);
    bench.setGas(40);
    QVERIFY(bench.runUntil([&] { return bench.relay(k1).known; }, seconds{60}));
    QVERIFY(refusedWith(bench, k2, "stays tripped"));
    QVERIFY(bench.runUntil(
        [&] { return bench.alarm(AlarmKind::faultLock).state == AlarmState::returned; },
        seconds{60}));
    QVERIFY(bench.switchOn(k2));
  }

  void a_whole_scope_is_tripped_in_one_step() {
    Site site = faceMine();
    ScopeSite scope;
    scope.tag = "ALL";
    scope.relays = {k1, k2, k3};
    site.scopes = {scope};
    CoreBench bench{site};
    switchOn(bench, {k1, k2, k3});
    bench.request(ScopeTripRequest{ScopeId{0}, person("smoke")});
    for (RelayId relay : {k1, k2, k3}) QCOMPARE(bench.lastCommand(relay).stage, Stage::operating);
    QVERIFY(bench.runUntil(
        [&] {
          return confirmedTrip(bench, k1) && confirmedTrip(bench, k2) && confirmedTrip(bench, k3);
        },
        seconds{2}));
  }

  void an_area_is_tripped_in_one_step() {
    CoreBench bench;
    switchOn(bench, {k1, k2, k3});
    bench.request(AreaTripRequest{AreaId{0}, person("smoke")});
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k1) && confirmedTrip(bench, k2); },
                           seconds{2}));
    QVERIFY(untouched(bench, k3));
  }

  void a_welded_contact_takes_the_breaker_above_with_it() {
    Site site = faceMine();
    site.interlocks[0].relays = {k1};
    site.relays[k1.value].upstream = k3;
    CoreBench bench{site};
    switchOn(bench, {k1, k3});
    bench.node(gasNode).setContactsStuck(true);
    bench.setGas(180);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k3); }, seconds{15}));
    QCOMPARE(bench.lastCommand(k3).origin.reason, std::string("K1 (feed abnormal)"));
  }

  void a_stopped_fan_takes_the_power_of_its_heading_away() {
    Site site = quickMine();
    FanGroupSite group;
    group.tag = "FANS";
    group.fans = {{k3, std::nullopt}};
    group.relays = {k2};
    site.fanGroups = {group};
    site.interlocks[0].relays = {k1};
    CoreBench bench{site};
    switchOn(bench, {k3});
    QVERIFY(refusedWith(bench, k2, "must run for"));
    bench.run(seconds{3});
    QVERIFY(bench.switchOn(k2));
    bench.request(TripRequest{k3, person("change-over")});
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{6}));
    QCOMPARE(bench.lastCommand(k2).origin.reason, std::string("FANS (fan stopped)"));
    QCOMPARE(bench.alarm(AlarmKind::mainFan).state, AlarmState::unacknowledged);
    QVERIFY(refusedWith(bench, k2, "no fan of FANS is proven to run"));
  }

  void a_bypass_holds_over_a_restart_and_ends_at_its_time() {
    CoreBench bench{quickMine()};
    switchOn(bench, {k2, k3});
    bench.request(BypassRequest{InterlockId{0}, ch4, BypassClass::maintenance, "permit 12",
                                seconds{60}, person("sensor exchanged")});
    QCOMPARE(bench.alarm(AlarmKind::bypass).state, AlarmState::unacknowledged);
    bench.node(gasNode).setPowered(false);
    bench.run(seconds{20});
    QVERIFY(untouched(bench, k2));
    bench.restart(seconds{1});
    bench.plugIn();
    bench.run(seconds{20});
    QCOMPARE(bench.alarm(AlarmKind::bypass).state, AlarmState::unacknowledged);
    QVERIFY(bench.commands(k2).empty());
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{30}));
    QCOMPARE(bench.alarm(AlarmKind::bypass).state, AlarmState::returned);
  }

  void a_bypass_never_stops_a_trip_by_gas() {
    CoreBench bench;
    switchOn(bench, {k2});
    bench.request(BypassRequest{InterlockId{0}, ch4, BypassClass::test, "permit 12", hours{1},
                                person("test")});
    bench.setGas(150);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{3}));
  }

  void power_waits_for_the_check_of_people() {
    Site site = faceMine();
    ScopeSite scope;
    scope.tag = "FACE";
    scope.relays = {k2};
    scope.peopleCheck = true;
    site.scopes = {scope};
    CoreBench bench{site};
    bench.start();
    QVERIFY(refusedWith(bench, k2, "no one is at risk"));
    bench.request(PeopleCheckRequest{ScopeId{0}, person("walked through")});
    QVERIFY(bench.switchOn(k2));
  }

  void a_lock_test_trips_and_measures() {
    CoreBench bench;
    switchOn(bench, {k2, k3});
    bench.request(LockTestRequest{InterlockId{0}, person("lock test")});
    QVERIFY(bench.runUntil([&] { return lastRecord(bench, Topic::lockTest).number > 0; },
                           seconds{5}));
    const RuleRecord record = lastRecord(bench, Topic::lockTest);
    QVERIFY(record.present && record.number < 2000);
    QVERIFY(confirmedTrip(bench, k2) && confirmedTrip(bench, k3));
    QVERIFY(!refusedWith(bench, k2, "stays tripped"));
  }

  void two_of_three_trip_and_one_lost_makes_it_one_of_two() {
    Site site = faceMine();
    site.rules.faultDelay = milliseconds{500};
    InterlockSite vote;
    vote.tag = "VOTE";
    vote.votes = 2;
    vote.relays = {k3};
    for (std::uint8_t i = 0; i < 3; ++i) {
      NodeSite node = site.nodes[gasNode.value];
      node.tag = "V" + std::to_string(i);
      node.link = powerLink;
      node.address = static_cast<std::uint8_t>(10 + i);
      PointSite point = site.points[ch4.value];
      point.tag = "CH4-" + node.tag;
      point.node = NodeId{static_cast<std::uint32_t>(site.nodes.size())};
      vote.points.push_back(PointId{static_cast<std::uint32_t>(site.points.size())});
      site.nodes.push_back(node);
      site.points.push_back(point);
    }
    site.interlocks = {vote};
    CoreBench bench{site};
    const auto gas = [&](std::uint32_t voter, int value) {
      bench.node(NodeId{3 + voter}).setGas(value);
    };
    for (std::uint32_t voter = 0; voter < 3; ++voter) gas(voter, 40);
    switchOn(bench, {k3});
    gas(0, 150);
    bench.run(seconds{5});
    QVERIFY(untouched(bench, k3));
    gas(0, 40);
    bench.run(seconds{15});
    bench.node(NodeId{4}).setPowered(false);
    bench.run(seconds{20});
    QVERIFY(untouched(bench, k3));
    gas(0, 150);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k3); }, seconds{5}));
  }

  void many_nodes_lost_at_once_raise_one_alarm() {
    CoreBench bench;
    bench.start();
    bench.unplug(gasLink);
    bench.unplug(powerLink);
    bench.run(seconds{30});
    QCOMPARE(bench.raised(AlarmKind::logic), std::size_t{1});
  }
};

QTEST_APPLESS_MAIN(TestRulesInCore)
#include "tst_rules_in_core.moc"
