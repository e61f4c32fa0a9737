// Shelving, out of service, suppression by design: who may, how long, and that nothing is lost.
#include <QTest>

#include "alarm_bench.h"
#include "domain/area_tree.h"

using namespace firedamp;
using namespace firedamp::bench;

namespace {

using std::chrono::minutes;
using State = AlarmState;
constexpr OperatorId somebody{7};
constexpr AlarmKey highOfCh4{{AlarmSource::Type::point, 0}, AlarmKind::high};
constexpr AlarmKey lowOfAir{{AlarmSource::Type::point, 1}, AlarmKind::low};

Origin by(OperatorId person, std::string reason) {
  Origin origin;
  origin.person = person;
  origin.reason = std::move(reason);
  return origin;
}

ShelveRequest shelve(AlarmKey key, Duration limit = minutes{10}) {
  return {key, limit, by(somebody, "sensor is being moved")};
}

// Two nodes on two links: the methane node with the relay, and the air node, which trips nothing.
Site twoNodes() {
  Site site = mine();
  site.links.resize(2);
  site.nodes.resize(2);
  site.nodes[1].link = LinkId{1};
  site.points[1].node = NodeId{1};
  return site;
}

QString refusal(const Bench& bench) {
  const auto all = bench.notesOf<AlarmRefusal>();
  return all.empty() ? QString{} : QString::fromStdString(english(all.back().why));
}

}  // namespace

class TestOutOfSight : public QObject {
  Q_OBJECT

 private slots:
  void never_shelved_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("id");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("allowed");
    using Type = AlarmSource::Type;
    const auto row = [](const char* name, Type type, int id, AlarmKind kind, bool allowed) {
      QTest::newRow(name) << int(type) << id << int(kind) << allowed;
    };
    row("trip", Type::point, 0, AlarmKind::highHigh, false);
    row("low trip", Type::point, 1, AlarmKind::lowLow, false);
    row("feed abnormal", Type::relay, 0, AlarmKind::feedAbnormal, false);
    row("fault lock", Type::relay, 0, AlarmKind::faultLock, false);
    row("main fan", Type::system, 0, AlarmKind::mainFan, false);
    row("no data of a point that trips", Type::point, 0, AlarmKind::noData, false);
    row("wrong device at an interlock node", Type::node, 0, AlarmKind::nodeIdentity, false);
    row("link of an interlock node", Type::link, 0, AlarmKind::linkDown, false);
    row("no data of a point that trips nothing", Type::point, 1, AlarmKind::noData, true);
    row("link without interlock", Type::link, 1, AlarmKind::linkDown, true);
    row("alarm", Type::point, 0, AlarmKind::high, true);
    row("warning", Type::point, 0, AlarmKind::warning, true);
    row("low air", Type::point, 1, AlarmKind::low, true);
    row("device fault", Type::point, 0, AlarmKind::deviceFault, true);
    row("a point that is not there", Type::point, 2, AlarmKind::high, false);
    row("a node that is not there", Type::node, 2, AlarmKind::scanSlow, false);
  }
  void never_shelved() {
    QFETCH(int, type);
    QFETCH(int, id);
    QFETCH(int, kind);
    QFETCH(bool, allowed);
    Bench bench{twoNodes()};
    const AlarmKey key{{static_cast<AlarmSource::Type>(type), static_cast<std::uint32_t>(id)},
                       static_cast<AlarmKind>(kind)};
    bench.ask(shelve(key), 1);
    QCOMPARE(bench.notesOf<AlarmRefusal>().empty(), allowed);
    QCOMPARE(bench.last(key.kind).state == State::shelved, allowed);
    if (!allowed) QVERIFY(!refusal(bench).isEmpty());
  }

  void a_shelf_needs_a_person_a_reason_and_a_limit_within_the_policy() {
    Bench bench;
    const auto refused = [&](const ShelveRequest& request) {
      const std::size_t before = bench.notesOf<AlarmRefusal>().size();
      bench.ask(request, 1);
      return bench.notesOf<AlarmRefusal>().size() == before + 1;
    };
    QVERIFY(refused({highOfCh4, minutes{10}, by({}, "why")}));
    QVERIFY(refused({highOfCh4, minutes{10}, by(somebody, "")}));
    QVERIFY(refused(shelve(highOfCh4, Duration{0})));
    QVERIFY(refused(shelve(highOfCh4, minutes{30} + Duration{1})));
    QVERIFY(refusal(bench).contains("at most 30 min"));
    QVERIFY(!refused(shelve(highOfCh4, minutes{30})));
    QCOMPARE(bench.engine.counters().refused, std::uint64_t{4});
    const AlarmRefusal told = bench.notesOf<AlarmRefusal>().front();
    QVERIFY(told.asked == AlarmRefusal::Asked::shelve && told.kind == AlarmKind::high);
  }

  void a_shelved_alarm_is_counted_but_calls_nobody_and_comes_back_at_its_time() {
    Bench bench;
    bench.ask(shelve(highOfCh4, minutes{10}), 0);
    bench.methane(1, 120);
    QVERIFY(!bench.engine.hornSounds());
    QCOMPARE(bench.last(AlarmKind::high).state, State::shelved);
    QCOMPARE(bench.count(AlarmKind::high, AlarmChange::raised), std::size_t{1});
    QVERIFY(!isAnnunciation(bench.last(AlarmKind::high)));
    QVERIFY(bench.engine.limitActive(ch4, AlarmKind::high));
    QVERIFY(bench.last(AlarmKind::high).comment == "sensor is being moved");
    bench.advance(599.999999);
    QCOMPARE(bench.last(AlarmKind::high).state, State::shelved);
    bench.advance(600);
    QCOMPARE(bench.last(AlarmKind::high).state, State::unacknowledged);
    QVERIFY(isAnnunciation(bench.last(AlarmKind::high)));
    QVERIFY(bench.last(AlarmKind::high).at == at_s(600));
    QVERIFY(bench.engine.hornSounds());
  }

  void shelving_the_alarm_leaves_its_trip_alone() {
    Bench bench;
    bench.ask(shelve(highOfCh4), 0);
    bench.methane(1, 160);
    QCOMPARE(bench.last(AlarmKind::highHigh).state, State::unacknowledged);
    QVERIFY(bench.last(AlarmKind::highHigh).audible && bench.engine.hornSounds());
  }

  void shelving_again_prolongs_and_is_counted() {
    Bench bench;
    bench.methane(0, 120);
    bench.ask(shelve(highOfCh4, minutes{5}), 1);
    bench.ask(shelve(highOfCh4, minutes{10}), 200);
    QCOMPARE(int(bench.last(AlarmKind::high).shelvings), 2);
    bench.advance(500);
    QCOMPARE(bench.last(AlarmKind::high).state, State::shelved);
    bench.advance(800);
    QCOMPARE(bench.last(AlarmKind::high).state, State::unacknowledged);
  }

  void an_unacknowledged_alarm_that_cleared_on_the_shelf_still_waits_to_be_seen() {
    Bench bench;
    bench.methane(0, 120);
    bench.ask(shelve(highOfCh4), 1);
    bench.methane(2, 10);
    bench.ask(ReturnAlarmRequest{highOfCh4, by(somebody, "")}, 3);
    QCOMPARE(bench.last(AlarmKind::high).state, State::returned);
    bench.ask(ReturnAlarmRequest{highOfCh4, by(somebody, "")}, 4);
    QVERIFY(refusal(bench).contains("neither shelved"));
  }

  void out_of_service_needs_a_permit_and_is_stronger_than_a_shelf() {
    Bench bench;
    bench.ask(OutOfServiceRequest{lowOfAir, "", std::chrono::hours{2}, by(somebody, "")}, 0);
    QVERIFY(refusal(bench).contains("permit"));
    bench.ask(OutOfServiceRequest{lowOfAir, "P-17", std::chrono::hours{25}, by(somebody, "")}, 0);
    QVERIFY(refusal(bench).contains("1440 min"));
    bench.ask(OutOfServiceRequest{lowOfAir, "P-17", std::chrono::hours{2}, by(somebody, "")}, 0);
    const AlarmEvent out = bench.last(AlarmKind::low);
    QCOMPARE(out.state, State::outOfService);
    QVERIFY(out.comment == "P-17" && out.until == at_s(7200));
    bench.ask(shelve(lowOfAir), 1);
    QVERIFY(refusal(bench).contains("out of service"));
    bench.give(sample(air, 2, 200));
    QVERIFY(!bench.engine.hornSounds());
    bench.advance(7200);
    QCOMPARE(bench.last(AlarmKind::low).state, State::unacknowledged);
  }

  void a_link_that_is_down_explains_the_silence_behind_it_and_lingers() {
    Bench bench{twoNodes()};
    LinkReport down = linkReport(LinkState::down, 1);
    down.link = LinkId{1};
    bench.give(down);
    const AlarmEvent link = bench.last(AlarmKind::linkDown);
    QCOMPARE(link.priority, Priority::medium);  // as urgent as what it explains
    bench.give(sample(air, 11, 0, Quality::stale));
    const AlarmEvent silent = bench.last(AlarmKind::noData);
    QCOMPARE(silent.state, State::suppressed);
    QVERIFY(silent.cause == link.id && !silent.audible);
    LinkReport up = down;
    up.state = LinkState::up;
    up.at = at_s(20);
    bench.give(up);
    bench.advance(34.999999);
    QCOMPARE(bench.last(AlarmKind::noData).state, State::suppressed);
    bench.advance(35);
    QCOMPARE(bench.last(AlarmKind::noData).state, State::unacknowledged);
  }

  void what_comes_back_while_it_was_explained_was_never_an_alarm() {
    Bench bench{twoNodes()};
    LinkReport report = linkReport(LinkState::down, 1);
    report.link = LinkId{1};
    bench.give(report);
    bench.give(sample(air, 11, 0, Quality::stale));
    report.state = LinkState::up;
    report.at = at_s(20);
    bench.give(report);
    bench.give(sample(air, 21, 400));
    bench.advance(60);
    QCOMPARE(bench.last(AlarmKind::noData).state, State::normal);
    for (const AlarmEvent& event : bench.log) {
      if (event.kind == AlarmKind::noData) QVERIFY(!event.audible && !isAnnunciation(event));
    }
  }

  void the_silence_of_an_interlock_node_is_explained_by_nothing() {
    Bench bench{twoNodes()};
    bench.give(linkReport(LinkState::down, 1));
    bench.methane(11, 0, Quality::stale);
    QCOMPARE(bench.last(AlarmKind::noData).state, State::unacknowledged);
  }

  void a_lighter_alarm_never_explains_a_more_urgent_one() {
    Site site = twoNodes();
    site.alarms.explanations = {{highOfCh4, lowOfAir}, {lowOfAir, highOfCh4}};
    site.alarms.of(AlarmKind::low).priority = Priority::medium;
    Bench bench{site};
    bench.give(sample(air, 1, 200));
    bench.methane(2, 120);
    QCOMPARE(bench.last(AlarmKind::high).state, State::unacknowledged);
    QCOMPARE(bench.last(AlarmKind::low).state, State::suppressed);
  }

  void shelves_latches_and_permits_stand_again_after_a_restart_and_end_in_time() {
    Site site = twoNodes();
    site.alarms.of(AlarmKind::deviceFault).latching = true;
    Bench before{site};
    before.methane(0, 120);
    before.ask(shelve(highOfCh4, minutes{10}), 1);
    before.methane(2, 20, Quality::sensorFault);
    before.methane(3, 20);
    QCOMPARE(before.last(AlarmKind::deviceFault).state, State::latched);
    before.ask(OutOfServiceRequest{lowOfAir, "P-9", std::chrono::hours{1}, by(somebody, "")}, 4);
    std::vector<AlarmEvent> standing{before.last(AlarmKind::high), before.last(AlarmKind::low),
                                     before.last(AlarmKind::deviceFault)};
    Bench after{site, standing, 40};
    QCOMPARE(after.last(AlarmKind::high).state, State::shelved);
    QCOMPARE(after.last(AlarmKind::low).state, State::outOfService);
    QCOMPARE(after.last(AlarmKind::deviceFault).state, State::latched);
    QVERIFY(after.last(AlarmKind::deviceFault).audible);
    after.advance(601);
    QVERIFY(after.last(AlarmKind::high).state != State::shelved);
    after.acknowledge(standing[2].id, somebody, at_s(700));
    after.take();
    QCOMPARE(after.last(AlarmKind::deviceFault).state, State::latchedAcknowledged);
    after.ask(ResetAlarmRequest{standing[2].id, by(somebody, "cleaned")}, 701);
    QCOMPARE(after.last(AlarmKind::deviceFault).state, State::normal);
    after.advance(3700);
    QCOMPARE(after.last(AlarmKind::low).state, State::normal);
  }

  void guidance_comes_from_the_nearest_place() {
    Site site = twoNodes();
    site.areas.resize(2);
    site.areas[0].tag = "DISTRICT";
    site.areas[1].tag = "FACE";
    site.areas[1].around = AreaId{0};
    site.areas[1].points = {ch4};
    const AlarmKey trip{highOfCh4.source, AlarmKind::highHigh};
    QVERIFY(!guidanceFor(highOfCh4, site));
    site.alarms.guidance = {{{}, {}, {}, {"mine", ""}}};
    QCOMPARE(guidanceFor(highOfCh4, site)->en, std::string{"mine"});
    site.alarms.guidance.push_back({{}, AreaId{0}, {AlarmKind::highHigh}, {"district", ""}});
    QCOMPARE(guidanceFor(trip, site)->en, std::string{"district"});
    QCOMPARE(guidanceFor(highOfCh4, site)->en, std::string{"mine"});
    QCOMPARE(guidanceFor({lowOfAir.source, AlarmKind::highHigh}, site)->en, std::string{"mine"});
    site.alarms.guidance.push_back({{}, AreaId{1}, {}, {"face", ""}});
    QCOMPARE(guidanceFor(trip, site)->en, std::string{"face"});
    site.alarms.guidance.push_back({trip.source, {}, {AlarmKind::highHigh}, {"sensor", ""}});
    QCOMPARE(guidanceFor(trip, site)->en, std::string{"sensor"});
    QCOMPARE(guidanceFor({{AlarmSource::Type::node, 0}, AlarmKind::scanSlow}, site)->en,
             std::string{"face"});
  }
};

QTEST_APPLESS_MAIN(TestOutOfSight)
#include "tst_out_of_sight.moc"
