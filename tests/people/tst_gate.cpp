// Who may do what from where: seats, accounts, wrong passwords, locked stations.
#include <QTest>

#include "crypto/password.h"
#include "people/gate.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

Instant at(double seconds) {
  return fromMicroseconds(static_cast<std::int64_t>(1e15 + seconds * 1e6));
}

User user(std::uint32_t id, const char* name, Role role) {
  return {OperatorId{id}, name, role, true, "v", at(0)};
}

bool passes(Gate& gate, Seat seat, Request request) {
  return std::holds_alternative<Request>(gate.judge(seat, std::move(request), at(1)));
}

// A gate with one person of each role, and a seat where the one of `role` sits.
struct Office {
  explicit Office(Role role = Role::nobody) : gate{everybody()}, seat{*gate.open("desktop")} {
    const auto number = static_cast<std::uint32_t>(role);
    if (role != Role::nobody) gate.logIn(seat, "u" + std::to_string(number), true, at(0));
  }
  static std::vector<User> everybody() {
    std::vector<User> users;
    for (std::uint32_t i = 1; i < roleCount; ++i) {
      users.push_back(user(i, ("u" + std::to_string(i)).c_str(), static_cast<Role>(i)));
    }
    return users;
  }
  Gate gate;
  Seat seat;
};

}  // namespace

class TestGate : public QObject {
  Q_OBJECT

 private slots:
  void everybody_may_make_safe_from_everywhere() {
    for (std::uint32_t i = 0; i < roleCount; ++i) {
      Office office{static_cast<Role>(i)};
      QVERIFY(passes(office.gate, office.seat, TripRequest{}));
      office.gate.lock(office.seat, at(1));
      QVERIFY(passes(office.gate, office.seat, TripRequest{}));
      QVERIFY(passes(office.gate, office.seat, CancelRequest{}));
    }
  }

  void the_table_decides_who_gives_power_back() {
    for (std::uint32_t i = 0; i < roleCount; ++i) {
      const Role role = static_cast<Role>(i);
      Office office{role};
      const bool live = role == Role::dispatcher || role == Role::engineer;
      QCOMPARE(passes(office.gate, office.seat, RestoreRequest{}), live);
      QCOMPARE(passes(office.gate, office.seat, ConfirmRequest{}), live);
      QCOMPARE(may(role, Permission::accounts), role == Role::administrator);
      office.gate.lock(office.seat, at(1));
      QVERIFY(!passes(office.gate, office.seat, RestoreRequest{}));
      QVERIFY(!passes(office.gate, office.seat, SilenceRequest{}));
    }
  }

  void a_request_is_signed_by_the_seat_whatever_it_says() {
    Office office{Role::dispatcher};
    const RestoreRequest forged{RelayId{2}, {OperatorId{99}, "why", Role::administrator, "x", 5}};
    const auto judged = office.gate.judge(office.seat, forged, at(1));
    const auto& signedOne = std::get<RestoreRequest>(std::get<Request>(judged));
    QVERIFY(signedOne.origin.person == OperatorId{3} && signedOne.origin.role == Role::dispatcher);
    QVERIFY(signedOne.origin.station == "desktop" && signedOne.origin.reason == "why");
    QVERIFY(signedOne.origin.ticket == 5 && signedOne.relay == RelayId{2});
    const auto ack = office.gate.judge(office.seat, AcknowledgeRequest{AlarmId{1}, OperatorId{9}},
                                       at(1));
    QVERIFY(std::get<AcknowledgeRequest>(std::get<Request>(ack)).person == OperatorId{3});
  }

  void every_refusal_is_an_event_with_its_reason() {
    Office office{Role::viewer};
    office.gate.takeEvents();
    QVERIFY(!passes(office.gate, office.seat, SilenceRequest{}));
    const auto events = office.gate.takeEvents();
    QCOMPARE(events.size(), std::size_t{1});
    QVERIFY(events[0].kind == PeopleEvent::Kind::requestRefused && events[0].name == "u1");
    QVERIFY(english(events[0].detail) == "the role viewer has no right to: silence the horn");
    QVERIFY(!passes(office.gate, Seat{77}, TripRequest{}));  // a seat that was never opened
  }

  void wrong_passwords_cost_time_and_the_right_one_ends_it() {
    Office office;
    const auto waits = [&](double seconds) {
      return office.gate.attempt(office.seat, "u1", at(seconds)).refused.has_value();
    };
    for (int i = 0; i < Gate::freeTries; ++i) {
      QVERIFY(!waits(0));
      QVERIFY(office.gate.logIn(office.seat, "u1", false, at(0)));
    }
    QVERIFY(waits(0) && waits(4.999999) && !waits(5));
    QVERIFY(office.gate.logIn(office.seat, "u1", false, at(5)));
    QVERIFY(waits(14.999999) && !waits(15));  // doubled
    QVERIFY(!office.gate.logIn(office.seat, "u1", true, at(15)));
    QVERIFY(!waits(15));
    for (int i = 0; i < 40; ++i) office.gate.logIn(office.seat, "u1", false, at(100));
    QVERIFY(waits(399.9) && !waits(400));  // never longer than five minutes
  }

  void an_unknown_name_and_a_closed_account_are_not_told_apart() {
    Office office{Role::administrator};
    const Seat other = *office.gate.open("ctl");
    QVERIFY(!office.gate.setEnabled(office.seat, "u1", false, at(1)));
    const auto closed = office.gate.logIn(other, "u1", true, at(1));
    const auto unknown = office.gate.logIn(other, "nobody", true, at(1));
    QVERIFY(closed && unknown && *closed == *unknown);
    const std::string verifier = office.gate.attempt(other, "who", at(1)).verifier;
    QVERIFY(verifier.rfind("scrypt$16384$8$5$", 0) == 0);  // checked as slowly as a real one
    QVERIFY(!passwordMatches("", verifier) && !passwordMatches("password", verifier));
  }

  void a_closed_account_is_logged_out_where_it_sits() {
    Office office{Role::administrator};
    const Seat other = *office.gate.open("ctl");
    QVERIFY(!office.gate.logIn(other, "u3", true, at(1)));
    QVERIFY(passes(office.gate, other, RestoreRequest{}));
    QVERIFY(!office.gate.setEnabled(office.seat, "u3", false, at(2)));
    QVERIFY(!passes(office.gate, other, RestoreRequest{}));
    QVERIFY(office.gate.setEnabled(office.seat, "u7", false, at(3)));  // the last administrator
    QVERIFY(office.gate.setRole(office.seat, "u7", Role::viewer, at(3)));
  }

  void the_first_account_is_an_administrator_and_there_is_one_first() {
    Gate gate{{}};
    const Seat seat = *gate.open("desktop");
    QVERIFY(gate.empty());
    QVERIFY(gate.addUser(seat, "li", Role::viewer, "v", at(0)));  // nobody may yet
    QVERIFY(gate.setUp(seat, "a b", "v", at(0)));                 // no such name
    QVERIFY(!gate.setUp(seat, "王", "v", at(0)));
    QVERIFY(gate.setUp(seat, "li", "v", at(0)));
    QCOMPARE(gate.users().size(), std::size_t{1});
    QVERIFY(gate.users()[0].role == Role::administrator && gate.users()[0].id == OperatorId{1});
    QCOMPARE(gate.takeChanged().size(), std::size_t{1});
  }

  void a_trainee_may_do_everything_but_keep_accounts() {
    Gate gate{{}};
    gate.seatTrainee(OperatorId{7});
    const Seat seat = *gate.open("console");
    QVERIFY(passes(gate, seat, RestoreRequest{}));
    QVERIFY(gate.sitting(seat).trainee && gate.sitting(seat).person == OperatorId{7});
    QVERIFY(gate.addUser(seat, "li", Role::viewer, "v", at(0)));
  }

  void passwords_match_their_own_verifier_only() {
    const std::string verifier = *verifierOf("correct horse");
    QVERIFY(verifier != *verifierOf("correct horse"));  // a salt of its own each time
    QVERIFY(passwordMatches("correct horse", verifier));
    QVERIFY(!passwordMatches("correct horsf", verifier));
    for (const char* bad : {"", "scrypt", "scrypt$1$1$1$$", "scrypt$16384$8$5$00$00", "plain$a",
                            "scrypt$99999999$8$5$00$00", "scrypt$-1$8$5$00$00$00$00"}) {
      QVERIFY2(!passwordMatches("correct horse", bad), bad);
    }
    QVERIFY(randomToken().size() == 32 && randomToken() != randomToken());
  }

  void names_and_passwords_have_both_bounds() {
    QVERIFY(wrongName("") && wrongName(std::string(33, 'a')) && !wrongName(std::string(32, 'a')));
    QVERIFY(wrongName("a b") && wrongName("a\n") && wrongName("$x") && !wrongName("li.wei-2_b"));
    QVERIFY(wrongPassword("1234567") && !wrongPassword("12345678"));
    QVERIFY(wrongPassword("密码密码") && !wrongPassword("密码密码密码密码"));
    QVERIFY(!wrongPassword(std::string(256, 'x')) && wrongPassword(std::string(257, 'x')));
  }
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
