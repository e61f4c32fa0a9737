// The ledger of commands: the same answers by number, by relay and by deadline, whatever the order
// in which they came and went.
#include <QTest>

#include <random>

#include "core/command_ledger.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

Instant at(std::int64_t ms) { return fromMicroseconds(ms * 1000); }

CommandTransaction command(std::uint32_t id, std::uint32_t relay, CommandPhase phase,
                           bool standing = false) {
  CommandTransaction transaction{};
  transaction.now.id = CommandId{id};
  transaction.now.relay = RelayId{relay};
  transaction.phase = phase;
  transaction.standing = standing;
  return transaction;
}

bool isFound(CommandLedger& ledger, std::uint32_t relay, bool standing, std::uint32_t id) {
  const auto place = ledger.find(RelayId{relay}, standing);
  return place != ledger.none() && place->first == CommandId{id};
}

}  // namespace

class TestCommandLedger : public QObject {
  Q_OBJECT

 private slots:
  void each_phase_has_its_own_deadline() {
    QVERIFY(deadlineOf(Selecting{at(1)}) == at(1));
    QVERIFY(deadlineOf(Staging{at(2)}) == at(2));
    QVERIFY(deadlineOf(Selected{at(3)}) == at(3));
    QVERIFY(deadlineOf(Operating{at(4)}) == at(4));
    QVERIFY(deadlineOf(Tripping{at(5)}) == at(5));
    QVERIFY(deadlineOf(Proving{at(1), at(6)}) == at(6));
    QVERIFY(deadlineOf(Repeating{at(7)}) == at(7));
  }

  void a_relay_finds_its_oldest_command_and_trips_by_rule_apart() {
    CommandLedger ledger;
    ledger.enter(command(4, 1, Tripping{at(9)}));
    ledger.enter(command(2, 1, Selecting{at(9)}));
    ledger.enter(command(3, 1, Tripping{at(9)}, true));
    ledger.enter(command(1, 0, Tripping{at(9)}));
    QVERIFY(isFound(ledger, 1, false, 2));
    QVERIFY(isFound(ledger, 1, true, 3));
    QVERIFY(ledger.find(RelayId{0}, true) == ledger.none());
    QVERIFY(ledger.find(RelayId{2}, false) == ledger.none());
    ledger.erase(ledger.find(CommandId{2}));
    QVERIFY(isFound(ledger, 1, false, 4));
  }

  void a_command_to_a_node_is_no_command_of_a_relay() {
    CommandLedger ledger;
    CommandTransaction mute = command(5, 0, Selecting{at(9)});
    mute.now.kind = CommandKind::mute;
    ledger.enter(mute);
    QVERIFY(ledger.find(RelayId{0}, false) == ledger.none());
    QVERIFY(ledger.find(CommandId{5}) != ledger.none());
    ledger.erase(ledger.find(CommandId{5}));
    QVERIFY(!ledger.nextDeadline());
  }

  void what_is_due_comes_by_number_at_its_instant() {
    CommandLedger ledger;
    ledger.enter(command(2, 0, Tripping{at(5)}));
    ledger.enter(command(1, 1, Tripping{at(7)}));
    QVERIFY(ledger.due(at(5) - Duration{1}).empty());
    QCOMPARE(ledger.due(at(5)).size(), std::size_t{1});
    const auto both = ledger.due(at(7));
    QVERIFY(both.size() == 2 && both[0] == CommandId{1});
    ledger.setPhase(ledger.find(CommandId{2})->second, Repeating{at(30)});
    QVERIFY(*ledger.nextDeadline() == at(7));
  }

  void random_commands_agree_with_a_search_through_all() {
    std::mt19937 random{test::seedOfRun()};
    CommandLedger ledger;
    std::uint32_t lastId = 0;
    for (int step = 0; step < 20'000; ++step) {
      const auto relay = static_cast<std::uint32_t>(random() % 6);
      const bool standing = random() % 2 == 0;
      const Instant when = at(static_cast<std::int64_t>(random() % 100));
      const auto place = ledger.find(RelayId{relay}, standing);
      switch (random() % 3) {
        case 0: ledger.enter(command(++lastId, relay, Tripping{when}, standing)); break;
        case 1:
          if (place != ledger.none()) ledger.setPhase(place->second, Repeating{when});
          break;
        default:
          if (place != ledger.none()) ledger.erase(place);
      }
      std::optional<Instant> earliest;
      CommandId oldest{0};
      for (const auto& [id, each] : ledger.all()) {
        const Instant deadline = deadlineOf(each.phase);
        if (!earliest || deadline < *earliest) earliest = deadline;
        const bool same = each.now.relay == RelayId{relay} && each.standing == standing;
        if (same && oldest == CommandId{0}) oldest = id;
      }
      QVERIFY(ledger.nextDeadline() == earliest);
      const auto found = ledger.find(RelayId{relay}, standing);
      QCOMPARE(found == ledger.none() ? 0u : found->first.value, oldest.value);
    }
    QVERIFY(lastId > 5000);
  }
};

QTEST_APPLESS_MAIN(TestCommandLedger)
#include "tst_command_ledger.moc"
