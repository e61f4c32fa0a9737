// The relay's faceplate under the hands of an operator in a hurry.
#include <QApplication>
#include <QTest>

#include "ui/stage.h"

using namespace firedamp;
using namespace std::chrono_literals;

class TestFaceplate : public QObject {
  Q_OBJECT

 private:
  struct Open : Stage {
    Open() {
      give(quietMine(site, clock.at));
      window.openTile(window.map()->tileOf(MapTile::Shows::relay, 1));
    }
    RelayPanel& panel() { return *window.faceplate()->relay(); }
    void say(CommandKind kind, CommandStage stage) {
      give({commandOf(1, kind, 1, stage, clock.at)});
    }
  };

 private Q_SLOTS:
  void trip_takes_two_presses_and_the_first_puts_the_focus_on_cancel() {
    Open stage;
    QTest::mouseClick(stage.panel().trip, Qt::LeftButton);
    QCOMPARE(stage.sent<TripRequest>(), 0);
    QVERIFY(stage.panel().execute->isVisible());
    QCOMPARE(QApplication::focusWidget(), stage.panel().cancel);
    QTest::mouseClick(stage.panel().execute, Qt::LeftButton);
    QCOMPARE(stage.sent<TripRequest>(), 1);
    QCOMPARE(std::get<TripRequest>(stage.port.requests[0]).relay.value, 1u);
  }

  void return_executes_nothing_wherever_the_focus_is() {
    Open stage;
    QTest::mouseClick(stage.panel().trip, Qt::LeftButton);
    for (CommandButton* button : {stage.panel().cancel, stage.panel().execute,
                                  stage.panel().trip, stage.panel().arm}) {
      button->setFocus();
      QTest::keyClick(button, Qt::Key_Return);
      QTest::keyClick(button, Qt::Key_Enter);
    }
    QVERIFY(stage.port.requests.empty());
    QVERIFY(stage.panel().execute->isVisible());
  }

  void cancel_takes_an_asked_trip_back() {
    Open stage;
    QTest::mouseClick(stage.panel().trip, Qt::LeftButton);
    QTest::mouseClick(stage.panel().cancel, Qt::LeftButton);
    QVERIFY(!stage.panel().execute->isVisible());
    QVERIFY(stage.port.requests.empty());
  }

  void a_restore_needs_a_reason_and_says_so() {
    Open stage;
    QVERIFY(!stage.panel().arm->isEnabled());
    QVERIFY(stage.panel().arm->text().contains("reason"));
    stage.panel().reason->setCurrentIndex(1);
    QVERIFY(stage.panel().arm->isEnabled());
    QTest::mouseClick(stage.panel().arm, Qt::LeftButton);
    QCOMPARE(stage.sent<RestoreRequest>(), 1);
    QVERIFY(!stage.panel().execute->isVisible());
  }

  void an_armed_restore_focuses_cancel_and_counts_down() {
    Open stage;
    stage.panel().reason->setCurrentIndex(1);
    QTest::mouseClick(stage.panel().arm, Qt::LeftButton);
    stage.say(CommandKind::restore, CommandStage::selected);
    QCOMPARE(QApplication::focusWidget(), stage.panel().cancel);
    QVERIFY(stage.panel().headline->text().contains("10 s"));
    stage.clock.advance(4s);
    stage.window.refresh();
    QVERIFY(stage.panel().headline->text().contains("6 s"));
    QTest::mouseClick(stage.panel().execute, Qt::LeftButton);
    QCOMPARE(stage.sent<ConfirmRequest>(), 1);
  }

  void the_button_goes_when_the_time_is_over() {
    Open stage;
    stage.say(CommandKind::restore, CommandStage::selected);
    stage.clock.advance(10s);
    stage.window.refresh();
    QVERIFY(!stage.panel().execute->isVisible());
  }

  void a_refused_restore_shows_each_reason() {
    Open stage;
    CommandEvent refused = commandOf(1, CommandKind::restore, 1, CommandStage::refused,
                                     stage.clock.at);
    refused.unmet = {{PHRASE("%1 is %2, must be below %3"), {"CH4-01", "1.08", "1.00"}},
                     {PHRASE("%1 has no usable value"), {"FLW-01"}}};
    stage.give({refused});
    QVERIFY(stage.panel().unmet->text().contains("CH4-01 is 1.08, must be below 1.00"));
    QVERIFY(stage.panel().unmet->text().contains("FLW-01 has no usable value"));
  }

  void a_command_of_one_relay_does_not_show_on_another() {
    Open stage;
    stage.say(CommandKind::restore, CommandStage::selected);
    stage.window.openTile(stage.window.map()->tileOf(MapTile::Shows::relay, 2));
    QVERIFY(!stage.panel().execute->isVisible());
    QVERIFY(stage.panel().headline->text().isEmpty());
  }

  void escape_closes_the_faceplate() {
    Open stage;
    QTest::keyClick(&stage.window, Qt::Key_Escape);
    QVERIFY(!stage.window.faceplate()->isVisible());
  }
};

int main(int argc, char** argv) {
  useScreen(1280, 720);
  QApplication application{argc, argv};
  TestFaceplate test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_faceplate.moc"
