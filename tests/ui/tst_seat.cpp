// Who sits at the screen: first start, log-in, lock, and what was refused.
#include <QTest>

#include "ui/log_in_dialog.h"
#include "ui/stage.h"

using namespace firedamp;

namespace {

struct ScriptedPeople final : PeoplePort {
  Sitting sitting() const override { return now; }
  bool needsSetUp() const override { return empty; }
  std::optional<Phrase> setUp(const std::string& name, const std::string& password) override {
    empty = false;
    return logIn(name, password);
  }
  std::optional<Phrase> logIn(const std::string& name, const std::string& password) override {
    if (password != "right password") return Phrase{PHRASE("name or password is wrong"), {}};
    now = {name, Role::dispatcher, false, false};
    return std::nullopt;
  }
  void logOut() override { now = {}; }
  void lock() override { now.locked = true; }

  Sitting now;
  bool empty = false;
};

}  // namespace

class TestSeat : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_wrong_password_is_told_and_forgotten_the_right_one_enters() {
    ScriptedPeople people;
    LogInDialog dialog{people};
    dialog.name()->setText("li");
    dialog.password()->setText("wrong");
    dialog.enter()->click();
    QCOMPARE(dialog.refusal(), QString("name or password is wrong"));
    QVERIFY(dialog.password()->text().isEmpty() && people.now.name.empty());
    dialog.password()->setText("right password");
    dialog.enter()->click();
    QCOMPARE(dialog.result(), int{QDialog::Accepted});
    QVERIFY(people.now.name == "li");
  }

  void the_first_account_needs_its_password_twice() {
    ScriptedPeople people;
    people.empty = true;
    LogInDialog dialog{people};
    dialog.name()->setText("wang");
    dialog.password()->setText("right password");
    dialog.again()->setText("right passwort");
    dialog.enter()->click();
    QVERIFY(people.empty && !dialog.refusal().isEmpty());
    dialog.again()->setText("right password");
    dialog.enter()->click();
    QVERIFY(!people.empty && people.now.name == "wang");
  }

  void a_screen_that_nobody_touches_is_locked_and_says_what_is_left() {
    ScriptedPeople people;
    Stage stage;
    stage.window.seat(people);
    SeatBar& bar = *stage.window.seatBar();
    QVERIFY(!bar.enter()->isHidden() && bar.lock()->isHidden());
    people.now = {"li", Role::dispatcher, false, false};
    bar.touched();
    stage.clock.at += SeatBar::lockAfter - std::chrono::microseconds{1};
    bar.refresh();
    QVERIFY(!people.now.locked && bar.who()->text() == "li, dispatcher");
    stage.clock.at += std::chrono::microseconds{1};
    bar.refresh();
    QVERIFY(people.now.locked && bar.who()->text().contains("switched off only"));
    bar.leave()->click();
    QVERIFY(people.now.name.empty());
  }

  void what_was_refused_is_shown_and_ends_the_waiting() {
    ScriptedPeople people;
    Stage stage;
    stage.window.seat(people);
    stage.board.commands.requestRestore(RelayId{0}, "shift");
    PeopleEvent event;
    event.kind = PeopleEvent::Kind::requestRefused;
    event.at = stage.clock.at;
    event.station = "ctl";
    event.detail = {PHRASE("nobody is logged in: it can only make safe"), {}};
    stage.give({event});
    stage.window.seatBar()->refresh();
    QVERIFY(stage.window.seatBar()->refusal()->text().isEmpty());  // another station's
    event.station = "desktop";
    stage.give({event});
    stage.window.seatBar()->refresh();
    QVERIFY(stage.window.seatBar()->refusal()->text().contains("nobody is logged in"));
    QVERIFY(stage.board.commands.view(RelayId{0}).bad);
    stage.clock.at += SeatBar::refusalShown + std::chrono::seconds{1};
    stage.window.seatBar()->refresh();
    QVERIFY(stage.window.seatBar()->refusal()->text().isEmpty());
  }
};

QTEST_MAIN(TestSeat)
#include "tst_seat.moc"
