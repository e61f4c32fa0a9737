// Whole lives of one alarm on the board against a reference without a table: flags that a person
// can follow, random triggers, the same state, horn and count after every step; and at random
// moments a restart from the last event. FIREDAMP_SEED repeats a run.
#include <QTest>

#include <random>

#include "alarm/alarm_board.h"

using namespace firedamp;

namespace {

constexpr AlarmKey key{{AlarmSource::Type::point, 0}, AlarmKind::low};
constexpr OperatorId somebody{7};

Instant at_s(int seconds) {
  return fromMicroseconds(1'000'000'000'000) + std::chrono::seconds{seconds};
}

struct Reference {
  bool latching = false;
  int reAlarm = 0, linger = 15;
  bool present = false, owed = false, latched = false, audible = false;
  char aside = '-';                 // G, I
  bool explained = false, hidden = false;
  int asideEnds = 0, lingerEnds = -1, ackedAt = 0;
  std::size_t raised = 0;

  bool visible() const { return aside == '-' && !hidden; }
  char state() const {
    if (aside != '-') return aside;
    if (hidden) return 'H';
    if (present) return owed ? 'B' : 'C';
    if (latched) return owed ? 'E' : 'F';
    return owed ? 'D' : 'A';
  }
  void settle() {
    if (!visible() || !owed) audible = false;
  }
  void call(int now) {
    owed = true;
    audible = true;
    ackedAt = now;
  }
  void raise(int now) {
    if (present) return;
    present = true;
    ++raised;
    if (explained && aside == '-') hidden = true;
    if (!visible()) return settle();
    latched = false;
    call(now);
  }
  void clear() {
    if (!present) return;
    present = false;
    latched = latched || latching;
    settle();
  }
  void acknowledge(int now) {
    if (!owed) return;
    owed = false;
    ackedAt = now;
    settle();
  }
  void reset() {
    if (!present && !owed) latched = false;
  }
  void comeBack(int now) {
    if (explained) {
      hidden = true;
    } else {
      hidden = false;
      if (present) latched = false;
      if (present || latched) call(now);
    }
    settle();
  }
  void putAside(char how, int until) {
    if (how == 'G' && aside == 'I') return;
    aside = how;
    asideEnds = until;
    settle();
  }
  void explain() {
    explained = true;
    lingerEnds = -1;
    if (visible() && (present || owed || latched)) hidden = true;
    settle();
  }
  void endExplanation(int now) {
    if (explained) lingerEnds = now + linger;
  }
  // Everything that time does at one second, in the order of the board's timers.
  void pass(int now) {
    const bool ages = reAlarm > 0 && present && !owed && visible();
    if (ages && now == ackedAt + reAlarm) call(now);
    if (aside != '-' && now == asideEnds) {
      aside = '-';
      comeBack(now);
    }
    if (now == lingerEnds) {
      explained = false;
      lingerEnds = -1;
      if (hidden && aside == '-') comeBack(now);
      hidden = false;
    }
  }
};

char letter(const AlarmBoard& board) {
  const AlarmEvent* alarm = board.find(key);
  return alarm == nullptr ? 'A' : "ABCDEFGHI"[static_cast<int>(alarm->state)];
}

unsigned seed() {
  const int given = qEnvironmentVariableIntValue("FIREDAMP_SEED");
  return given != 0 ? static_cast<unsigned>(given) : std::random_device{}();
}

}  // namespace

class TestAlarmLives : public QObject {
  Q_OBJECT

 private slots:
  void random_lives_are_those_of_the_naive_reference() {
    const unsigned start = seed();
    qInfo("FIREDAMP_SEED=%u", start);
    for (unsigned round = 0; round < 200 && !QTest::currentTestFailed(); ++round) {
      live(start + round);
    }
    for (char state : std::string{"ABCDEFGHI"}) {
      QVERIFY2(seen_.count(state) != 0, qPrintable(QStringLiteral("never %1").arg(state)));
    }
  }

 private:
  void live(unsigned start) {
    std::mt19937 random{start};
    const auto upTo = [&random](unsigned n) { return static_cast<int>(random() % n); };
    AlarmPolicy policy;
    policy.of(key.kind).latching = upTo(2) == 0;
    policy.of(key.kind).reAlarm = std::chrono::seconds{upTo(2) == 0 ? 0 : 20};
    Reference reference;
    reference.latching = policy.of(key.kind).latching;
    reference.reAlarm = policy.of(key.kind).reAlarm > Duration{0} ? 20 : 0;
    AlarmBoard board{policy, 0};
    std::size_t raised = 0;
    for (int now = 1; now < 400; ++now) {
      board.advance(at_s(now));
      reference.pass(now);
      const int what = upTo(24);
      act(board, reference, what, now, upTo(20) + 1);
      for (const AlarmEvent& event : board.take()) {
        last_ = event;
        raised += event.change == AlarmChange::raised;
        QCOMPARE(event.audible && !needsAcknowledge(event.state), false);
      }
      const auto told = [&] { return qPrintable(QString::asprintf(
          "seed %u second %d action %d: board %c, reference %c", start, now, what, letter(board),
          reference.state())); };
      QVERIFY2(letter(board) == reference.state(), told());
      QVERIFY2(board.hornSounds() == reference.audible, told());
      QVERIFY2(raised == reference.raised, told());
      seen_.insert(letter(board));
      if (upTo(40) == 0) restart(policy, board, now);
      if (QTest::currentTestFailed()) return;
    }
  }

  void act(AlarmBoard& board, Reference& reference, int what, int now, int limit) {
    const Instant at = at_s(now);
    const AlarmEvent* alarm = board.find(key);
    const AlarmId id = alarm == nullptr ? AlarmId{} : alarm->id;
    switch (what) {
      case 0: case 1: case 2: case 3:
        board.raise(key, at, {});
        return reference.raise(now);
      case 4: case 5: case 6:
        board.clear(key, at);
        return reference.clear();
      case 7: case 8: case 9:
        board.acknowledge(id, somebody, "seen", at);
        return reference.acknowledge(now);
      case 10: case 11:
        board.reset(id, somebody, at);
        return reference.reset();
      case 12:
        board.setAside(key, {AlarmState::shelved, at_s(now + limit), "why", somebody}, {}, at);
        return reference.putAside('G', now + limit);
      case 13:
        if (limit > 5) return;
        board.setAside(key, {AlarmState::outOfService, at_s(now + limit), "permit", somebody}, {},
                       at);
        return reference.putAside('I', now + limit);
      case 14:
        if (!board.bringBack(key, somebody, at)) {
          reference.aside = '-';
          reference.comeBack(now);
        }
        return;
      case 15:
        board.explain(key, AlarmId{4711}, at);
        return reference.explain();
      case 16: case 17:
        board.endExplanation(key, at);
        return reference.endExplanation(now);
      case 18:
        board.silence(somebody, at);
        reference.audible = false;
        return;
      default: return;
    }
  }

  // A new board from the last event of this one has the same alarm; what is owed sounds.
  void restart(const AlarmPolicy& policy, const AlarmBoard& before, int now) {
    const AlarmEvent* alarm = before.find(key);
    if (alarm == nullptr || alarm->state == AlarmState::normal) return;
    AlarmBoard after{policy, 0};
    after.restore(last_, 0, at_s(now));
    QCOMPARE(letter(after), letter(before));
    QCOMPARE(after.find(key)->active, alarm->active);
    QCOMPARE(after.find(key)->owed, alarm->owed);
    QCOMPARE(after.find(key)->holds, alarm->holds);
    QCOMPARE(after.hornSounds(), needsAcknowledge(alarm->state));
  }

  AlarmEvent last_;
  std::set<char> seen_;
};

QTEST_APPLESS_MAIN(TestAlarmLives)
#include "tst_alarm_lives.moc"
