// What a core that takes over is told is what the historian would tell after a restart: both get
// the same random updates and must answer the same.
#include <random>

#include "historian/a_mine.h"
#include "runtime/kept_state.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

using Random = std::mt19937;

AlarmEvent someAlarm(Random& random, double now) {
  AlarmEvent alarm = anAlarm(1 + static_cast<std::uint32_t>(random() % 40),
                             static_cast<AlarmState>(random() % alarmStateCount), now);
  alarm.kind = random() % 2 == 0 ? AlarmKind::high : AlarmKind::highHigh;
  alarm.change = AlarmChange::restored;
  alarm.comment = std::to_string(random());
  return alarm;
}

AlarmDisposition someAccount(Random& random, double now) {
  return {AlarmId{1 + static_cast<std::uint32_t>(random() % 9)},
          {AlarmSource::Type::point, 0},
          AlarmKind::highHigh,
          at(1),
          at(now),
          OperatorId{12},
          std::to_string(random()),
          "",
          "",
          random() % 3 == 0};
}

RuleRecord someRule(Random& random, double now) {
  RuleRecord record;
  record.topic = static_cast<RuleRecord::Topic>(random() % 11);
  record.tag = random() % 2 == 0 ? "FACE" : "RETURN";
  record.at = at(now);
  record.present = random() % 2 == 0;
  record.number = static_cast<std::int64_t>(random() % 1000);
  return record;
}

CommandEvent someCommand(Random& random, double now) {
  CommandEvent command = aRefusal(1 + static_cast<std::uint32_t>(random() % 30), now);
  command.stage = static_cast<CommandStage>(random() % 10);
  return command;
}

Update someUpdate(Random& random, double now) {
  switch (random() % 5) {
    case 0: return someAccount(random, now);
    case 1: return someRule(random, now);
    case 2: return someCommand(random, now);
    case 3: return aSample(now, static_cast<int>(random() % 200));
    default: return someAlarm(random, now);
  }
}

bool same(const AlarmEvent& a, const AlarmEvent& b) {
  return a.id == b.id && keyOf(a) == keyOf(b) && a.state == b.state && a.at == b.at &&
         a.comment == b.comment;
}
bool same(const AlarmDisposition& a, const AlarmDisposition& b) {
  return a.alarm == b.alarm && a.at == b.at && a.told == b.told;
}
bool same(const RuleRecord& a, const RuleRecord& b) {
  return a.topic == b.topic && a.tag == b.tag && a.at == b.at && a.present == b.present &&
         a.number == b.number;
}
bool same(const StoredEvent& a, const StoredEvent& b) {
  return a.node == b.node && a.bootId == b.bootId && a.seq == b.seq;
}

// In whatever order: what takes over finds them by what they are about.
template <typename Thing>
bool sameThings(const std::vector<Thing>& a, const std::vector<Thing>& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const Thing& one) {
           return std::any_of(b.begin(), b.end(),
                              [&one](const Thing& other) { return same(one, other); });
         });
}

}  // namespace

class TestKeptState : public QObject {
  Q_OBJECT

  const Site site_ = aMine();

 private slots:
  void it_knows_what_the_historian_would_read() {
    Random random{test::seedOfRun()};
    const QTemporaryDir directory;
    const auto file = std::filesystem::path{directory.path().toStdString()} / "kept.db";
    const auto historian = opened(file, site_);
    KeptState kept;
    for (int round = 1; round <= 20; ++round) {
      std::vector<Record> batch;
      for (int i = 0; i < 50; ++i) {
        const Update update = someUpdate(random, round + i / 100.0);
        kept.accept(update);
        batch.emplace_back(update);
      }
      const NodeEvent event = anEvent(static_cast<std::uint16_t>(round));
      batch.emplace_back(Update{event});
      const Recorded recorded = historian->record(batch);
      QVERIFY(!recorded.fault);
      for (const StoredEvent& stored : recorded.events) kept.accept(stored);
      const LastKnown known = historian->lastKnown();
      const Restored mine = kept.restored();
      QVERIFY(!known.fault);
      QVERIFY(sameThings(mine.standing, known.standing));
      QVERIFY(sameThings(mine.dispositions, known.dispositions));
      QVERIFY(sameThings(mine.rules, known.rules));
      QVERIFY(sameThings(mine.events, known.events));
      QCOMPARE(mine.lastAlarm, known.lastAlarm);
      QCOMPARE(mine.lastCommand, known.lastCommand);
    }
    QVERIFY(!kept.restored().standing.empty() && !kept.restored().dispositions.empty());
  }

  void it_begins_with_what_the_core_began_with() {
    Restored start;
    start.standing = {anAlarm(3, AlarmState::shelved, 5)};
    start.lastAlarm = 7;
    start.lastCommand = 4;
    StoredEvent event;
    event.seq = 9;
    start.events = {event};
    KeptState kept;
    kept.begin(start);
    QVERIFY(sameThings(kept.restored().standing, start.standing));
    QVERIFY(sameThings(kept.restored().events, start.events));
    QVERIFY(kept.restored().lastAlarm == 7 && kept.restored().lastCommand == 4);
    kept.accept(Update{anAlarm(3, AlarmState::normal, 6)});
    QVERIFY(kept.restored().standing.empty());
    QCOMPARE(kept.restored().lastAlarm, 7u);  // a number is never used again
  }

  void commands_are_under_way_until_their_end_is_told() {
    KeptState kept;
    CommandEvent command = aRefusal(1, 2);
    command.stage = CommandStage::selected;
    kept.accept(Update{command});
    QCOMPARE(kept.underWay().size(), std::size_t{1});
    command.stage = CommandStage::expired;
    kept.accept(Update{command});
    QVERIFY(kept.underWay().empty());
  }
};

QTEST_APPLESS_MAIN(TestKeptState)
#include "tst_kept_state.moc"
