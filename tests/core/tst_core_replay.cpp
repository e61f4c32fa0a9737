// The same inputs give the same journal, whatever the timer does; a restart loses nothing.
#include <QTest>

#include <algorithm>
#include <set>

#include "core/core_bench.h"
#include "domain/journal_text.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// An incident with everything in it: restore, gas, trips, acknowledgement, lost node, silence.
void playIncident(CoreBench& bench) {
  bench.start();
  for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
  for (int methane_cpct = 40; methane_cpct <= 180; methane_cpct += 5) {
    bench.setGas(methane_cpct);
    bench.run(milliseconds{300});
  }
  bench.request(SilenceRequest{operator7});
  bench.request(AcknowledgeRequest{bench.alarm(AlarmKind::high).id, operator7});
  bench.airPulsesPerSecond = 40;
  bench.run(seconds{10});
  bench.node(gasNode).setPowered(false);
  bench.run(seconds{65});
  bench.node(gasNode).reboot();
  bench.node(gasNode).setPowered(true);
  bench.airPulsesPerSecond = 60;
  bench.setGas(60);
  bench.request(RestoreRequest{k2, {operator7, "too early"}});
  bench.run(seconds{20});
  bench.health({HealthReport::Part::recorder, false, bench.now(), "disk full"});
  bench.health({HealthReport::Part::recorder, true, bench.now(), ""});
  bench.unplug(gasLink);
  bench.run(seconds{15});
}

std::vector<Update> updatesOf(Core& core) {
  std::vector<Update> updates;
  for (CoreOutput& output : core.take()) {
    if (auto* update = std::get_if<Update>(&output)) updates.push_back(std::move(*update));
  }
  return updates;
}

std::string everything(const std::vector<Update>& updates, const Site& site) {
  std::string text;
  for (const Update& update : updates) text += journalText(update, site, Duration{0}) + "\n";
  return text;
}

// Plays recorded inputs into a new core. `tick`: how often its timer fires on top of the inputs;
// absent = it never fires, the inputs alone move the time.
std::string replay(const CoreBench& bench, std::optional<Duration> tick) {
  Core core(bench.site(), {}, fromMicroseconds(1'700'000'000'000'000));
  Instant timer = fromMicroseconds(1'700'000'000'000'000);
  std::vector<Update> updates = updatesOf(core);
  for (const EngineInput& input : bench.inputs) {
    for (; tick && timer + *tick <= input.at; timer += *tick) core.advance(timer + *tick);
    if (const auto* wire = std::get_if<WireEvent>(&input.what)) core.accept(*wire);
    if (const auto* asked = std::get_if<Request>(&input.what)) core.accept(*asked, input.at);
    if (const auto* stored = std::get_if<StoredEvent>(&input.what)) {
      core.advance(input.at);
      core.accept(*stored);
    }
    if (const auto* health = std::get_if<HealthReport>(&input.what)) core.accept(*health);
  }
  core.advance(bench.now());
  for (Update& update : updatesOf(core)) updates.push_back(std::move(update));
  return everything(updates, bench.site());
}

}  // namespace

class TestCoreReplay : public QObject {
  Q_OBJECT

 private slots:
  void the_same_inputs_give_the_same_bytes_with_any_timer_data() {
    QTest::addColumn<int>("tick_us");
    QTest::newRow("1 ms") << 1000;
    QTest::newRow("7.3 ms") << 7300;
    QTest::newRow("1.7 s late") << 1'700'000;
    QTest::newRow("no timer at all") << 0;
  }
  void the_same_inputs_give_the_same_bytes_with_any_timer() {
    QFETCH(int, tick_us);
    CoreBench bench;
    playIncident(bench);
    const std::string live = everything(bench.updates, bench.site());
    QVERIFY(live.size() > 10'000);
    const auto tick = tick_us == 0 ? std::nullopt : std::optional{Duration{tick_us}};
    QCOMPARE(QString::fromStdString(replay(bench, tick)), QString::fromStdString(live));
  }

  void two_runs_of_the_incident_have_the_same_journal() {
    CoreBench first, second;
    playIncident(first);
    playIncident(second);
    QCOMPARE(first.journal(), second.journal());
    QVERIFY(first.journal().find("CH4 ALARM trip P1 raised -> unacknowledged 1.50 %CH4 "
                                 "(limit 1.50 %CH4, peak 1.50 %CH4)") != std::string::npos);
    QVERIFY(first.journal().find("MINE ALARM recorder P2 raised") != std::string::npos);
    QVERIFY(first.journal().find("gas ALARM link-down P3 raised") != std::string::npos);
  }

  void a_killed_engine_learns_what_happened_meanwhile() {
    CoreBench bench;
    bench.start();
    for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
    bench.setGas(120);
    bench.run(seconds{3});
    const AlarmId alarm = bench.alarm(AlarmKind::high).id;
    const std::uint32_t highestCommand = bench.all<CommandEvent>().back().id.value;
    QVERIFY(alarm.value != 0);
    bench.setGas(160);
    bench.restart(seconds{10});  // nobody watches: the node trips alone
    QCOMPARE(bench.node(gasNode).coils(), std::uint8_t{0});
    QCOMPARE(bench.alarm(AlarmKind::high).id, alarm);
    QCOMPARE(bench.alarm(AlarmKind::high).change, AlarmChange::restored);
    QVERIFY(bench.alarm(AlarmKind::high).audible);
    const Instant back = bench.now();
    bench.plugIn();
    bench.run(seconds{5});

    std::multiset<int> codes;
    for (const NodeEvent& event : bench.all<NodeEvent>()) {
      if (event.node != gasNode) continue;
      codes.insert(event.code);
      if (event.code == 0x44) QVERIFY(event.at < back - seconds{9});
    }
    QCOMPARE(codes.count(0x44), std::size_t{1});  // cut-off, once
    QCOMPARE(codes.count(0x42), std::size_t{0});  // alarm on was stored before
    QCOMPARE(bench.raised(AlarmKind::high), std::size_t{0});  // the same occurrence
    QCOMPARE(bench.raised(AlarmKind::highHigh), std::size_t{1});
    QVERIFY(bench.alarm(AlarmKind::highHigh).raisedAt < back - seconds{9});
    QVERIFY(bench.alarm(AlarmKind::highHigh).id.value > alarm.value);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});  // and the others are tripped now
    QVERIFY(bench.lastCommand(k2).id.value > highestCommand);
    QCOMPARE(bench.lastCommand(k2).stage, CommandStage::confirmed);
  }

  void a_point_that_falls_silent_is_no_data_at_its_exact_deadline() {
    Site site = faceMine();
    site.links[0].replyTimeout = seconds{30};  // the bus itself would notice later
    CoreBench bench{site};
    bench.start();
    bench.node(gasNode).setPowered(false);
    bench.node(airNode).setPowered(false);
    Instant last;
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point == ch4) last = sample.at;
    }
    bench.run(seconds{15});
    for (const Sample& sample : bench.all<Sample>()) {
      if (sample.point == ch4 && sample.quality.usable()) last = std::max(last, sample.at);
    }
    std::vector<AlarmEvent> lost;
    for (const AlarmEvent& event : bench.all<AlarmEvent>()) {
      const bool ofGas = event.source == AlarmSource{AlarmSource::Type::point, ch4.value};
      if (event.kind == AlarmKind::noData && ofGas) lost.push_back(event);
    }
    QCOMPARE(lost.size(), std::size_t{1});
    QVERIFY(lost[0].at == last + seconds{10});
    QCOMPARE(lost[0].priority, Priority::high);
  }

  void inputs_of_no_link_node_or_relay_of_the_site_are_harmless() {
    CoreBench bench;
    Core core(bench.site(), {}, bench.now());
    core.accept(WireEvent{LinkId{9}, bench.now(), WireEvent::Kind::received, {1, 2}, ""});
    core.accept(StoredEvent{NodeId{9}, 1, 1, 1, bench.now()});
    core.accept(Request{AcknowledgeRequest{AlarmId{9}, operator7}}, bench.now());
    core.accept(Request{ConfirmRequest{CommandId{9}, {operator7, ""}}}, bench.now());
    core.accept(Request{CancelRequest{CommandId{9}, {operator7, ""}}}, bench.now());
    core.accept(Request{TripRequest{RelayId{9}, {operator7, ""}}}, bench.now());
    for (const Update& update : updatesOf(core)) {
      QVERIFY(!std::holds_alternative<CommandEvent>(update));
      QVERIFY(!std::holds_alternative<AlarmEvent>(update));
    }
  }
};

QTEST_APPLESS_MAIN(TestCoreReplay)
#include "tst_core_replay.moc"
