// The operator's side of a command: two steps for a trip, select and confirm for a restore, and
// nothing believed that the engine has not said.
#include <QTest>

#include "ui/scripted_mine.h"
#include "viewmodel/command_model.h"

using namespace firedamp;
using namespace std::chrono_literals;
using Step = CommandView::Step;

class TestCommandModel : public QObject {
  Q_OBJECT

 private:
  struct Case {
    Site site = scriptedSite();
    ScriptedPort port;
    ManualClock clock;
    CommandModel model{site, port, clock.function(), OperatorId{7}};
    RelayId relay{1};

    CommandView view() const { return model.view(relay); }
    void say(CommandKind kind, CommandStage stage, std::uint32_t id = 1) {
      model.apply(commandOf(id, kind, 1, stage, clock.at));
    }
  };

 private Q_SLOTS:
  void one_press_of_trip_sends_nothing() {
    Case c;
    c.model.askTrip(c.relay);
    QVERIFY(c.port.requests.empty());
    QCOMPARE(c.view().step, Step::tripAsked);
    QVERIFY(c.view().canExecuteTrip);
  }

  void the_second_press_sends_the_trip_with_the_persons_name() {
    Case c;
    c.model.askTrip(c.relay);
    c.model.executeTrip(c.relay);
    QCOMPARE(c.port.requests.size(), std::size_t{1});
    const auto& trip = std::get<TripRequest>(c.port.requests[0]);
    QCOMPARE(trip.relay.value, 1u);
    QCOMPARE(trip.origin.person.value, 7u);
    QCOMPARE(c.view().step, Step::waiting);
  }

  void an_asked_trip_lapses_at_its_deadline() {
    Case c;
    c.model.askTrip(c.relay);
    c.clock.advance(CommandModel::askTimeout - 1us);
    QCOMPARE(c.view().step, Step::tripAsked);
    c.clock.advance(1us);
    QCOMPARE(c.view().step, Step::idle);
    c.model.executeTrip(c.relay);
    QVERIFY(c.port.requests.empty());
  }

  void execute_without_asking_sends_nothing() {
    Case c;
    c.model.executeTrip(c.relay);
    QVERIFY(c.port.requests.empty());
  }

  void a_restore_goes_through_select_confirm_and_proof() {
    Case c;
    c.model.requestRestore(c.relay, "inspected");
    QCOMPARE(std::get<RestoreRequest>(c.port.requests.at(0)).origin.reason,
             std::string{"inspected"});
    c.say(CommandKind::restore, CommandStage::selecting);
    QVERIFY(!c.view().canConfirm);
    c.say(CommandKind::restore, CommandStage::selected);
    QCOMPARE(c.view().step, Step::armed);
    QCOMPARE(c.view().secondsLeft, 10);
    c.clock.advance(3500ms);
    QCOMPARE(c.view().secondsLeft, 7);
    c.model.confirm(c.relay);
    QCOMPARE(std::get<ConfirmRequest>(c.port.requests.at(1)).command.value, 1u);
    c.say(CommandKind::restore, CommandStage::verifying);
    QCOMPARE(c.view().progress[2].mark, CommandView::Mark::done);
    QCOMPARE(c.view().progress[3].mark, CommandView::Mark::current);
    QVERIFY(!c.view().good);
    c.say(CommandKind::restore, CommandStage::confirmed);
    QVERIFY(c.view().good);
    QCOMPARE(c.view().progress[3].mark, CommandView::Mark::done);
  }

  void after_its_time_an_armed_restore_cannot_be_confirmed() {
    Case c;
    c.say(CommandKind::restore, CommandStage::selected);
    c.clock.advance(10s - 1us);
    QVERIFY(c.view().canConfirm);
    c.clock.advance(1us);
    QVERIFY(!c.view().canConfirm);
    c.model.confirm(c.relay);
    QVERIFY(c.port.requests.empty());
  }

  void a_refusal_says_every_permissive_in_words() {
    Case c;
    CommandEvent refused = commandOf(1, CommandKind::restore, 1, CommandStage::refused, c.clock.at);
    refused.unmet = {{PHRASE("%1 is %2, must be below %3"), {"CH4-01", "1.08", "1.00"}},
                     {PHRASE("state of %1 is not known"), {"RLY-01"}}};
    c.model.apply(refused);
    QCOMPARE(c.view().unmet, (QStringList{"CH4-01 is 1.08, must be below 1.00",
                                          "state of RLY-01 is not known"}));
    QVERIFY(c.view().bad);
    QVERIFY(c.view().canRestore);
  }

  void a_second_restore_is_not_sent_while_one_is_under_way() {
    Case c;
    c.say(CommandKind::restore, CommandStage::verifying);
    c.model.requestRestore(c.relay, "again");
    QVERIFY(c.port.requests.empty());
    QVERIFY(!c.view().whyNoRestore.isEmpty());
  }

  void a_trip_is_allowed_while_a_restore_is_under_way() {
    Case c;
    c.say(CommandKind::restore, CommandStage::operating);
    QVERIFY(c.view().canTrip);
    c.model.askTrip(c.relay);
    c.model.executeTrip(c.relay);
    QVERIFY(std::holds_alternative<TripRequest>(c.port.requests.at(0)));
  }

  void cancel_withdraws_the_select_and_only_that() {
    Case c;
    c.say(CommandKind::restore, CommandStage::selected);
    c.model.cancel(c.relay);
    QCOMPARE(std::get<CancelRequest>(c.port.requests.at(0)).command.value, 1u);
    c.say(CommandKind::restore, CommandStage::cancelled);
    c.model.cancel(c.relay);
    QCOMPARE(c.port.requests.size(), std::size_t{1});
  }

  void silence_of_the_engine_is_said_and_not_taken_for_success() {
    Case c;
    c.model.askTrip(c.relay);
    c.model.executeTrip(c.relay);
    c.clock.advance(CommandModel::answerTimeout);
    QVERIFY(!c.view().bad);
    c.clock.advance(1us);
    QVERIFY(c.view().bad);
    QVERIFY(!c.view().good);
  }

  void a_feedback_that_does_not_follow_is_bad() {
    Case c;
    c.say(CommandKind::trip, CommandStage::operating);
    c.say(CommandKind::trip, CommandStage::verifying);
    c.say(CommandKind::trip, CommandStage::mismatch);
    QVERIFY(c.view().bad);
    QCOMPARE(c.view().progress[2].mark, CommandView::Mark::done);
    QCOMPARE(c.view().progress[3].mark, CommandView::Mark::failed);
  }

  void a_rules_command_names_the_rule() {
    Case c;
    CommandEvent event = commandOf(1, CommandKind::trip, 1, CommandStage::confirmed, c.clock.at);
    event.origin = {OperatorId{0}, "CH4-01 trip"};
    c.model.apply(event);
    QVERIFY(c.view().headline.contains("CH4-01 trip"));
  }
};

QTEST_GUILESS_MAIN(TestCommandModel)
#include "tst_command_model.moc"
