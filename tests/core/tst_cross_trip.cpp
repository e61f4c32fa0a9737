// Gas at one node takes the power away at another, proven by feedback.
#include <QTest>

#include <algorithm>

#include "core/core_bench.h"
#include "domain/journal_text.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

using Stage = CommandStage;
using Power = AreaReport::Power;

void switchAllOn(CoreBench& bench) {
  bench.start();
  for (RelayId relay : {k1, k2, k3}) QVERIFY(bench.switchOn(relay));
  bench.run(seconds{1});
}

bool confirmedTrip(const CoreBench& bench, RelayId relay) {
  const CommandEvent last = bench.lastCommand(relay);
  return last.kind == CommandKind::trip && last.stage == Stage::confirmed;
}

std::size_t tripsBegun(const CoreBench& bench, RelayId relay) {
  const auto commands = bench.commands(relay);
  return static_cast<std::size_t>(
      std::count_if(commands.begin(), commands.end(), [](const CommandEvent& event) {
        return event.kind == CommandKind::trip && event.stage == Stage::operating;
      }));
}

}  // namespace

class TestCrossTrip : public QObject {
  Q_OBJECT

 private slots:
  void the_trip_is_on_its_way_in_the_step_that_learned_of_the_gas() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(150);
    QVERIFY(bench.runUntil([&] { return bench.raised(AlarmKind::highHigh) == 1; }, seconds{2}));
    for (RelayId relay : {k2, k3}) {
      QCOMPARE(bench.lastCommand(relay).kind, CommandKind::trip);
      QCOMPARE(bench.lastCommand(relay).stage, Stage::operating);
      QCOMPARE(bench.lastCommand(relay).origin.person.value, 0u);
      QCOMPARE(bench.lastCommand(relay).origin.reason, std::string("CH4"));
    }
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2) && confirmedTrip(bench, k3); },
                           seconds{1}));
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
    QCOMPARE(bench.node(gasNode).coils(), std::uint8_t{0});  // the node's own trip
    QVERIFY(bench.runUntil([&] { return bench.area(0) == Power::off; }, seconds{1}));
    QCOMPARE(bench.area(1), Power::off);
    QVERIFY(bench.lastCommand(k1).kind == CommandKind::restore);  // nobody tripped what had tripped
  }

  void below_the_limit_nothing_is_tripped() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(149);
    bench.run(seconds{5});
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{3});
    QCOMPARE(tripsBegun(bench, k2), std::size_t{0});
    QCOMPARE(bench.raised(AlarmKind::high), std::size_t{1});
  }

  void restore_is_refused_until_the_gas_is_below_reset_and_says_why() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(180);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{3}));
    for (const int methane_cpct : {180, 100}) {
      bench.setGas(methane_cpct);
      bench.run(seconds{12});
      bench.request(RestoreRequest{k2, {operator7, "gas checked"}});
      QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
      std::string why;
      for (const Phrase& phrase : bench.lastCommand(k2).unmet) why += english(phrase) + "\n";
      QVERIFY(why.find("must be below 1.00 %CH4") != std::string::npos);
      QVERIFY(why.find("CH4 demands the trip of K2") != std::string::npos);
    }
    bench.setGas(99);
    bench.run(seconds{12});
    QVERIFY(bench.switchOn(k2));
    QVERIFY(bench.switchOn(k1));
  }

  void acknowledging_and_silencing_change_no_trip() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(180);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{3}));
    bench.request(SilenceRequest{operator7});
    bench.request(AcknowledgeRequest{bench.alarm(AlarmKind::highHigh).id, operator7});
    bench.request(AcknowledgeRequest{bench.alarm(AlarmKind::high).id, operator7});
    bench.run(seconds{30});
    QCOMPARE(bench.alarm(AlarmKind::highHigh).state, AlarmState::acknowledged);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
    QCOMPARE(tripsBegun(bench, k2), std::size_t{1});
    bench.request(RestoreRequest{k2, {operator7, "please"}});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
  }

  void an_excursion_between_two_polls_trips_too() {
    Site site = faceMine();
    for (LinkSite& link : site.links) link.pollInterval = seconds{1};
    CoreBench bench{site};
    switchAllOn(bench);
    bench.run(seconds{5});  // after a command a node is polled faster for a while
    const auto polls = [&] {
      const auto samples = bench.all<Sample>();
      return std::count_if(samples.begin(), samples.end(), [](const Sample& sample) {
        return sample.point == ch4 && !sample.fromEvent;
      });
    };
    const auto before = polls();
    QVERIFY(bench.runUntil([&] { return polls() > before; }, seconds{2}));
    bench.setGas(180);
    bench.run(milliseconds{450});  // the node's delay is 0.2 s
    bench.setGas(30);
    bench.run(milliseconds{200});
    QCOMPARE(polls(), before + 1);  // no poll has seen it
    QCOMPARE(bench.node(gasNode).coils(), std::uint8_t{0});
    bench.run(seconds{5});
    QCOMPARE(bench.raised(AlarmKind::highHigh), std::size_t{1});
    QCOMPARE(bench.alarm(AlarmKind::highHigh).state, AlarmState::returned);
    QCOMPARE(bench.alarm(AlarmKind::highHigh).peak.raw, 180);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
    QVERIFY(confirmedTrip(bench, k2) && confirmedTrip(bench, k3));
  }

  void a_welded_contact_is_tripped_again_and_again_and_called_abnormal() {
    CoreBench bench;
    switchAllOn(bench);
    bench.node(powerNode).setContactsStuck(true);
    bench.setGas(180);
    bench.run(seconds{20});
    QCOMPARE(bench.alarm(AlarmKind::feedAbnormal).state, AlarmState::unacknowledged);
    QCOMPARE(bench.alarm(AlarmKind::feedAbnormal).priority, Priority::emergency);
    QCOMPARE(bench.alarm(AlarmKind::commandUnconfirmed).state, AlarmState::unacknowledged);
    QCOMPARE(bench.raised(AlarmKind::feedAbnormal), std::size_t{2});  // K2 and K3, once each
    QCOMPARE(bench.raised(AlarmKind::commandUnconfirmed), std::size_t{2});
    QCOMPARE(bench.area(1), Power::stillOn);
    QCOMPARE(tripsBegun(bench, k2), std::size_t{1});  // one command, however often it is sent
    QCOMPARE(bench.lastCommand(k2).stage, Stage::verifying);
    bench.node(powerNode).setContactsStuck(false);
    bench.run(seconds{5});
    QVERIFY(confirmedTrip(bench, k2) && confirmedTrip(bench, k3));
    QCOMPARE(bench.alarm(AlarmKind::feedAbnormal).state, AlarmState::returned);
    QCOMPARE(bench.area(1), Power::off);
  }

  void a_node_that_is_away_is_tripped_when_it_comes_back_and_the_cause_still_stands() {
    CoreBench bench;
    switchAllOn(bench);
    bench.unplug(powerLink);
    bench.setGas(180);
    bench.run(seconds{10});
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{3});
    QCOMPARE(bench.raised(AlarmKind::commandUnconfirmed), std::size_t{2});
    QCOMPARE(tripsBegun(bench, k2), std::size_t{1});
    bench.plugIn();
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2) && confirmedTrip(bench, k3); },
                           seconds{6}));
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
  }

  void a_node_that_comes_back_after_the_cause_has_gone_is_left_alone() {
    CoreBench bench;
    switchAllOn(bench);
    bench.unplug(powerLink);
    bench.setGas(180);
    bench.run(seconds{5});
    bench.setGas(30);
    bench.run(seconds{15});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::failed);
    bench.plugIn();
    bench.run(seconds{5});
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{3});
  }

  void lost_data_keeps_the_cause_and_clears_nothing() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(180);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{3}));
    bench.node(gasNode).setPowered(false);
    bench.run(seconds{20});
    QCOMPARE(bench.alarm(AlarmKind::noData).state, AlarmState::unacknowledged);
    QCOMPARE(bench.alarm(AlarmKind::highHigh).state, AlarmState::unacknowledged);
    bench.request(RestoreRequest{k2, {operator7, "gas checked"}});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
  }

  void what_is_closed_by_hand_while_the_cause_stands_is_tripped_again() {
    CoreBench bench;
    switchAllOn(bench);
    bench.setGas(180);
    QVERIFY(bench.runUntil([&] { return confirmedTrip(bench, k2); }, seconds{3}));
    bench.run(seconds{3});
    bench.node(powerNode).inputs().pins = FW_PIN_CLOSE;  // local, and the button is pressed
    QVERIFY(bench.runUntil([&] { return bench.node(powerNode).coils() != 0; }, seconds{1}));
    bench.node(powerNode).inputs().pins = FW_PIN_REMOTE;
    QVERIFY(bench.runUntil([&] { return bench.node(powerNode).coils() == 0; }, seconds{2}));
  }
};

QTEST_APPLESS_MAIN(TestCrossTrip)
#include "tst_cross_trip.moc"
