// Making safe and making live, on native firmware behind real frames.
#include <QTest>

#include "core/command_desk.h"
#include "core/core_bench.h"
#include "rules/rules.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

using Stage = CommandStage;

bool mentions(const CommandEvent& event, const char* text) {
  for (const Phrase& phrase : event.unmet) {
    if (english(phrase).find(text) != std::string::npos) return true;
  }
  return false;
}

RestoreRequest restore(RelayId relay) { return {relay, {operator7, "gas checked"}}; }

// A desk without buses, in a mine where K2 may be restored.
struct Ready {
  Site site = faceMine();
  Picture picture{site};
  Rules rules{picture, {}, {}, Instant{}};
  CommandDesk desk{picture, rules, 0};
  Instant at = fromMicroseconds(1'000'000'000);

  Ready() {
    picture.accept(Sample{ch4, at, 40, {}, false});
    picture.accept(Sample{air, at, 360'00, {}, false});
    NodeReport node;
    node.node = powerNode;
    node.state = NodeState::running;
    picture.accept(node);
    RelayReport relay;
    relay.relay = k2;
    relay.known = true;
    picture.accept(relay);
  }
  BusReply reply(CommandId command, BusCommand::Step step) const {
    BusReply reply;
    reply.command = command;
    reply.step = step;
    reply.at = at;
    return reply;
  }
};

}  // namespace

class TestCommandDesk : public QObject {
  Q_OBJECT

 private slots:
  void restore_goes_through_every_stage_and_is_proven_by_feedback() {
    CoreBench bench;
    bench.start();
    QVERIFY(bench.switchOn(k2));
    const CommandEvent last = bench.lastCommand(k2);
    const std::vector<Stage> expected{Stage::selecting, Stage::selected, Stage::operating,
                                      Stage::verifying, Stage::confirmed};
    QVERIFY(bench.stages(last.id) == expected);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{1});
    QVERIFY(bench.relay(k2).feedback);
    QCOMPARE(last.origin.person.value, operator7.value);
    QCOMPARE(bench.raised(AlarmKind::commandUnconfirmed), std::size_t{0});
  }

  void trip_is_one_step() {
    CoreBench bench;
    bench.start();
    QVERIFY(bench.switchOn(k2));
    bench.request(TripRequest{k2, {operator7, "smoke"}});
    const CommandId trip = bench.lastCommand(k2).id;
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::confirmed; },
                           seconds{2}));
    const std::vector<Stage> expected{Stage::operating, Stage::verifying, Stage::confirmed};
    QVERIFY(bench.stages(trip) == expected);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
  }

  void a_selection_expires_exactly_ten_seconds_after_the_node_granted_it_data() {
    QTest::addColumn<int>("early_us");
    QTest::addColumn<bool>("inTime");
    QTest::newRow("one microsecond before") << 1 << true;
    QTest::newRow("at the deadline") << 0 << false;
  }
  void a_selection_expires_exactly_ten_seconds_after_the_node_granted_it() {
    QFETCH(int, early_us);
    QFETCH(bool, inTime);
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    const CommandEvent selected = bench.lastCommand(k2);
    QVERIFY(selected.expiresAt - selected.at <= seconds{10});
    QVERIFY(selected.expiresAt - selected.at >= milliseconds{9900});
    const Duration left = selected.expiresAt - bench.now() - milliseconds{1};
    bench.run(left - left % milliseconds{1});
    bench.requestAt(ConfirmRequest{selected.id, {operator7, ""}},
                    selected.expiresAt - Duration{early_us});
    const auto stages = bench.stages(selected.id);
    QCOMPARE(stages.back() == Stage::operating, inTime);
    QCOMPARE(stages.back() == Stage::expired, !inTime);
    if (!inTime) QVERIFY(bench.lastCommand(k2).at == selected.expiresAt);
  }

  void nobody_confirms_and_it_expires_at_its_deadline() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    bench.run(seconds{12});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::expired);
    QVERIFY(bench.lastCommand(k2).at == bench.lastCommand(k2).expiresAt);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
    QVERIFY(bench.switchOn(k2));  // and the next one works
  }

  void the_confirmation_checks_the_permissives_again() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    bench.setGas(120);
    bench.run(seconds{1});
    bench.request(ConfirmRequest{bench.lastCommand(k2).id, {operator7, ""}});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
    QVERIFY(mentions(bench.lastCommand(k2), "CH4 is 1.20 %CH4, must be below 1.00 %CH4"));
    bench.run(seconds{2});
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
  }

  void another_person_cannot_confirm() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    bench.request(ConfirmRequest{bench.lastCommand(k2).id, {OperatorId{8}, ""}});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
  }

  void one_command_is_under_way_per_relay() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    const CommandId first = bench.lastCommand(k2).id;
    bench.request(restore(k2));
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
    QVERIFY(mentions(bench.lastCommand(k2), "another command for K2 is under way"));
    QVERIFY(bench.lastCommand(k2).id != first);
    QVERIFY(bench.runUntil([&] { return bench.stages(first).back() == Stage::selected; },
                           seconds{1}));
  }

  void two_selections_on_one_node_do_not_undo_each_other() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    const CommandId first = bench.lastCommand(k2).id;
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    bench.request(restore(k3));  // on the same node
    QCOMPARE(bench.lastCommand(k3).stage, Stage::refused);
    QVERIFY(mentions(bench.lastCommand(k3), "another command for K2 is under way"));
    bench.request(ConfirmRequest{first, {operator7, ""}});
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::confirmed; },
                           seconds{3}));
    QVERIFY(bench.switchOn(k3));
  }

  void a_trip_aborts_a_restore_in_each_of_its_phases_data() {
    QTest::addColumn<int>("after");
    QTest::newRow("while selecting") << int(Stage::selecting);
    QTest::newRow("while selected") << int(Stage::selected);
    QTest::newRow("while operating") << int(Stage::operating);
    QTest::newRow("while verifying") << int(Stage::verifying);
  }
  void a_trip_aborts_a_restore_in_each_of_its_phases() {
    QFETCH(int, after);
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    const CommandId id = bench.lastCommand(k2).id;
    const auto reached = [&](Stage stage) { return bench.lastCommand(k2).stage == stage; };
    if (after > int(Stage::selecting)) {
      QVERIFY(bench.runUntil([&] { return reached(Stage::selected); }, seconds{1}));
    }
    if (after > int(Stage::selected)) bench.request(ConfirmRequest{id, {operator7, ""}});
    if (after > int(Stage::operating)) {
      QVERIFY(bench.runUntil([&] { return reached(Stage::verifying); }, seconds{1}));
    }
    QVERIFY(reached(static_cast<Stage>(after)));
    bench.request(TripRequest{k2, {operator7, "smoke"}});
    QCOMPARE(bench.stages(id).back(), Stage::cancelled);
    bench.run(seconds{4});
    QCOMPARE(bench.lastCommand(k2).kind, CommandKind::trip);
    QCOMPARE(bench.lastCommand(k2).stage, Stage::confirmed);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
  }

  void an_operate_that_a_trip_overtook_on_the_line_is_tripped_again_data() {
    QTest::addColumn<int>("outcome");
    QTest::addColumn<bool>("again");
    QTest::newRow("carried out") << int(BusReply::Outcome::answered) << true;
    QTest::newRow("perhaps carried out") << int(BusReply::Outcome::noAnswer) << true;
    QTest::newRow("never sent") << int(BusReply::Outcome::away) << false;
  }
  void an_operate_that_a_trip_overtook_on_the_line_is_tripped_again() {
    QFETCH(int, outcome);
    QFETCH(bool, again);
    Ready ready;
    const Instant at = ready.at;
    ready.desk.accept(restore(k2), at);
    const CommandId id = ready.desk.takeCommands().at(0).command;
    ready.desk.accept(ready.reply(id, BusCommand::Step::select));
    ready.desk.accept(ConfirmRequest{id, {operator7, ""}}, at);
    QCOMPARE(ready.desk.takeCommands().at(0).step, BusCommand::Step::operate);
    ready.desk.accept(TripRequest{k2, {operator7, "smoke"}}, at);
    QCOMPARE(ready.desk.takeCommands().at(0).step, BusCommand::Step::trip);
    BusReply late = ready.reply(id, BusCommand::Step::operate);
    late.outcome = static_cast<BusReply::Outcome>(outcome);
    ready.desk.accept(late);
    const auto sent = ready.desk.takeCommands();
    QCOMPARE(sent.size(), std::size_t{again});
    if (again) QCOMPARE(sent[0].step, BusCommand::Step::trip);
    ready.desk.accept(late);  // once
    QVERIFY(ready.desk.takeCommands().empty());
  }

  void a_cancelled_selection_cannot_be_confirmed() {
    CoreBench bench;
    bench.start();
    bench.request(restore(k2));
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    const CommandId id = bench.lastCommand(k2).id;
    bench.request(CancelRequest{id, {operator7, ""}});
    bench.request(ConfirmRequest{id, {operator7, ""}});
    bench.run(seconds{2});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::cancelled);
    QCOMPARE(bench.node(powerNode).coils(), std::uint8_t{0});
  }

  void accepted_without_feedback_is_a_mismatch_at_its_deadline() {
    CoreBench bench;
    bench.start();
    bench.node(powerNode).setContactsStuck(true);  // stays without power
    bench.request(restore(k2));
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::selected; },
                           seconds{1}));
    bench.request(ConfirmRequest{bench.lastCommand(k2).id, {operator7, ""}});
    QVERIFY(bench.runUntil([&] { return bench.lastCommand(k2).stage == Stage::verifying; },
                           seconds{1}));
    const Instant accepted = bench.lastCommand(k2).at;
    bench.run(seconds{4});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::mismatch);
    QVERIFY(bench.lastCommand(k2).at == accepted + seconds{2} + milliseconds{200});
    QCOMPARE(bench.alarm(AlarmKind::commandUnconfirmed).state, AlarmState::unacknowledged);
    QCOMPARE(bench.alarm(AlarmKind::feedMissing).state, AlarmState::unacknowledged);
    bench.node(powerNode).setContactsStuck(false);  // somebody closes the isolator
    bench.run(seconds{2});
    QCOMPARE(bench.alarm(AlarmKind::commandUnconfirmed).state, AlarmState::returned);
    QCOMPARE(bench.alarm(AlarmKind::feedMissing).state, AlarmState::returned);
  }

  void a_command_to_a_node_that_is_away_is_refused_and_never_sent_later() {
    CoreBench bench;
    bench.start();
    bench.node(powerNode).setPowered(false);
    bench.run(seconds{5});
    bench.request(restore(k2));
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
    QVERIFY(mentions(bench.lastCommand(k2), "N3 does not answer as it should"));
    QVERIFY(mentions(bench.lastCommand(k2), "state of K2 is not known"));
    bench.unplug(powerLink);
    bench.request(TripRequest{k2, {operator7, "smoke"}});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::refused);
    QVERIFY(mentions(bench.lastCommand(k2), "away: nothing was sent"));
    QCOMPARE(bench.raised(AlarmKind::commandUnconfirmed), std::size_t{1});
    const std::size_t before = bench.all<CommandEvent>().size();
    bench.node(powerNode).setPowered(true);
    bench.plugIn();
    bench.run(seconds{40});
    QCOMPARE(bench.all<CommandEvent>().size(), before);
    for (const NodeEvent& event : bench.all<NodeEvent>()) QVERIFY(event.code != 0x21);
  }

  void restore_needs_a_name_and_a_reason() {
    CoreBench bench;
    bench.start();
    bench.request(RestoreRequest{k2, {OperatorId{0}, "because"}});
    QVERIFY(mentions(bench.lastCommand(k2), "only a person who is named may restore"));
    QCOMPARE(bench.lastCommand(k2).unmet.size(), std::size_t{1});
    bench.request(RestoreRequest{k2, {operator7, ""}});
    QVERIFY(mentions(bench.lastCommand(k2), "a reason must be given"));
    QCOMPARE(bench.lastCommand(k2).unmet.size(), std::size_t{1});
    bench.request(RestoreRequest{RelayId{99}, {operator7, "x"}});
    bench.request(TripRequest{RelayId{99}, {operator7, "x"}});
    QCOMPARE(bench.all<CommandEvent>().size(), std::size_t{2});
  }

  void the_node_refuses_in_its_own_words() {
    CoreBench bench;
    bench.start();
    // Somebody turns the switch to local after the last poll and before the command.
    bench.node(powerNode).inputs().pins = 0;
    bench.node(powerNode).step(1);
    bench.request(restore(k2));
    bench.run(seconds{2});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::failed);
    QCOMPARE(bench.lastCommand(k2).nodeStatus, std::uint16_t{5});
    bench.request(restore(k2));
    QVERIFY(mentions(bench.lastCommand(k2), "switch at the node stands on local"));
    bench.request(TripRequest{k2, {operator7, ""}});  // making safe still works
    bench.run(seconds{2});
    QCOMPARE(bench.lastCommand(k2).stage, Stage::confirmed);
  }
};

QTEST_APPLESS_MAIN(TestCommandDesk)
#include "tst_command_desk.moc"
