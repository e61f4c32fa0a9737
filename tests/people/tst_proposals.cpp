// Changes that need two people: who, for how long, and what is told of each.
#include <QTest>

#include "people/gate.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

Instant at(double seconds) {
  return fromMicroseconds(static_cast<std::int64_t>(1e15 + seconds * 1e6));
}

using Kind = PeopleEvent::Kind;

// An engineer who proposes and a dispatcher who may approve, each at a seat.
struct Office {
  Office() : gate{users()} {
    gate.logIn(engineer, "li", true, at(0));
    gate.logIn(dispatcher, "wang", true, at(0));
    gate.approveWithin(15min);
    gate.takeEvents();
  }
  static std::vector<User> users() {
    return {{OperatorId{1}, "li", Role::engineer, true, "v", at(0)},
            {OperatorId{2}, "wang", Role::dispatcher, true, "v", at(0)}};
  }
  std::uint32_t propose(double seconds, const char* reason = "new plan") {
    Proposal proposal;
    proposal.origin.reason = reason;
    proposal.what = {"a change", {}};
    proposal.content = StagedSite{"/staged", "new", "old"};
    const auto answer = gate.propose(engineer, proposal, at(seconds));
    const auto* waiting = std::get_if<Proposal>(&answer);
    return waiting == nullptr ? 0 : waiting->number;
  }
  bool approves(Seat seat, std::uint32_t number, double seconds) {
    return std::holds_alternative<Proposal>(gate.approve(seat, number, at(seconds)));
  }
  std::vector<Kind> told() {
    std::vector<Kind> kinds;
    for (const PeopleEvent& event : gate.takeEvents()) kinds.push_back(event.kind);
    return kinds;
  }

  Gate gate;
  Seat engineer = *gate.open("ctl"), dispatcher = *gate.open("desktop");
};

}  // namespace

class TestProposals : public QObject {
  Q_OBJECT

 private slots:
  void it_waits_until_just_before_its_time_is_over() {
    Office office;
    const std::uint32_t number = office.propose(1);
    QVERIFY(number != 0);
    QVERIFY(office.gate.proposals().at(0).until == at(1 + 900));
    QVERIFY(office.approves(office.dispatcher, number, 900.999999));
    QCOMPARE(office.told(), (std::vector<Kind>{Kind::changeProposed, Kind::changeApproved}));
  }

  void at_its_time_it_is_void_and_that_is_told() {
    Office office;
    const std::uint32_t number = office.propose(1);
    office.gate.expire(at(900.999999));
    QCOMPARE(office.gate.proposals().size(), std::size_t{1});
    office.gate.expire(at(901));
    QVERIFY(office.gate.proposals().empty());
    QCOMPARE(office.told(), (std::vector<Kind>{Kind::changeProposed, Kind::changeExpired}));
    QVERIFY(!office.approves(office.dispatcher, number, 902));
  }

  void whoever_comes_too_late_to_approve_finds_it_void() {
    Office office;
    const std::uint32_t number = office.propose(1);
    QVERIFY(!office.approves(office.dispatcher, number, 901));
    const std::vector<Kind> told = office.told();
    QCOMPARE(told.at(1), Kind::changeExpired);
    QCOMPARE(told.at(2), Kind::requestRefused);
  }

  void each_has_a_time_of_its_own() {
    Office office;
    const std::uint32_t first = office.propose(1), second = office.propose(500);
    office.gate.expire(at(1000));
    QVERIFY(!office.approves(office.dispatcher, first, 1000));
    QVERIFY(office.approves(office.dispatcher, second, 1000));
    QVERIFY(!office.approves(office.dispatcher, second, 1000));  // once
  }

  void a_shorter_time_counts_for_what_is_proposed_from_then_on() {
    Office office;
    const std::uint32_t before = office.propose(0);
    office.gate.approveWithin(1min);
    const std::uint32_t after = office.propose(0);
    QVERIFY(!office.approves(office.dispatcher, after, 60));
    QVERIFY(office.approves(office.dispatcher, before, 60));
  }

  void another_configuration_makes_all_that_waits_void_and_that_is_told() {
    Office office;
    const std::uint32_t first = office.propose(1), second = office.propose(2);
    office.gate.voidProposals(at(3));
    QVERIFY(office.gate.proposals().empty());
    QCOMPARE(office.told(), (std::vector<Kind>{Kind::changeProposed, Kind::changeProposed,
                                               Kind::changeExpired, Kind::changeExpired}));
    QVERIFY(!office.approves(office.dispatcher, first, 4));
    QVERIFY(!office.approves(office.dispatcher, second, 4));
    QVERIFY(office.propose(5) > second);  // a number is never used again
  }

  void nobody_approves_a_change_of_their_own_and_a_reason_is_needed() {
    Office office;
    QCOMPARE(office.propose(1, ""), 0u);
    const std::uint32_t number = office.propose(2);
    QVERIFY(!office.approves(office.engineer, number, 3));
    office.gate.lock(office.dispatcher, at(4));
    QVERIFY(!office.approves(office.dispatcher, number, 5));  // a locked station is nobody
    QCOMPARE(office.gate.proposals().size(), std::size_t{1});
  }

  void who_proposed_it_may_withdraw_it() {
    Office office;
    const std::uint32_t number = office.propose(1);
    QVERIFY(std::holds_alternative<Proposal>(office.gate.withdraw(office.engineer, number, at(2))));
    QVERIFY(!office.approves(office.dispatcher, number, 3));
    QCOMPARE(office.told().at(1), Kind::changeWithdrawn);
  }

  void a_hundred_may_wait_and_no_more() {
    Office office;
    for (int i = 0; i < 100; ++i) QVERIFY(office.propose(1) != 0);
    QCOMPARE(office.propose(1), 0u);
    QVERIFY(office.propose(901) != 0);  // the others are void
  }
};

QTEST_APPLESS_MAIN(TestProposals)
#include "tst_proposals.moc"
