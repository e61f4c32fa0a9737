// The engine against a reference that a person can check by eye: random samples, random
// acknowledgements, the same alarm state after every step. FIREDAMP_SEED repeats a run.
#include <QTest>

#include <random>

#include "alarm_bench.h"

using namespace firedamp;
using namespace firedamp::bench;

namespace {

// One high limit without delay, in as few words as possible.
struct Reference {
  int set, release;
  char state = 'A';
  bool over = false;
  std::size_t raised = 0;

  void sample(int value, bool usable) {
    if (!usable) return;
    if (!over && value >= set) {
      over = true;
      state = 'B';
      ++raised;
    } else if (over && value < release) {
      over = false;
      state = state == 'C' ? 'A' : 'D';
    }
  }
  void acknowledge() { state = state == 'B' ? 'C' : state == 'D' ? 'A' : state; }
};

char letter(AlarmState state) { return "ABCD"[static_cast<int>(state)]; }

unsigned seed() {
  const int given = qEnvironmentVariableIntValue("FIREDAMP_SEED");
  return given != 0 ? static_cast<unsigned>(given) : std::random_device{}();
}

}  // namespace

class TestAlarmModel : public QObject {
  Q_OBJECT

 private slots:
  void random_samples_give_the_states_of_the_naive_reference() {
    const unsigned start = seed();
    qInfo("FIREDAMP_SEED=%u", start);
    for (unsigned round = 0; round < 50; ++round) runOnce(start + round);
  }

 private:
  void runOnce(unsigned start) {
    std::mt19937 random{start};
    const auto upTo = [&random](unsigned n) { return static_cast<int>(random() % n); };
    Bench bench;
    Reference alarm{100, 90}, trip{150, 100};
    for (int step = 0; step < 400; ++step) {
      const int value = 60 + upTo(120);
      const bool usable = upTo(8) != 0;
      static constexpr std::uint16_t bad[] = {Quality::commLost, Quality::sensorFault,
                                              Quality::pseudo, Quality::stale};
      bench.methane(step, value, usable ? std::uint16_t{0} : bad[upTo(4)]);
      alarm.sample(value, usable);
      trip.sample(value, usable);
      if (upTo(5) == 0 && acknowledge(bench, AlarmKind::high, step)) alarm.acknowledge();
      if (upTo(5) == 0 && acknowledge(bench, AlarmKind::highHigh, step)) trip.acknowledge();
      compare(bench, AlarmKind::high, alarm);
      compare(bench, AlarmKind::highHigh, trip);
      QCOMPARE(bench.engine.hornSounds(), anyAudible(bench));
    }
  }
  static bool acknowledge(Bench& bench, AlarmKind kind, int step) {
    const AlarmEvent last = bench.last(kind);
    if (last.id.value == 0) return false;
    bench.acknowledge(last.id, OperatorId{1}, at_s(step));
    bench.take();
    return true;
  }
  static void compare(const Bench& bench, AlarmKind kind, const Reference& reference) {
    QCOMPARE(letter(bench.last(kind).state), reference.state);
    QCOMPARE(bench.count(kind, AlarmChange::raised), reference.raised);
    QCOMPARE(bench.engine.limitActive(ch4, kind), reference.over);
  }
  static bool anyAudible(const Bench& bench) {
    for (int kind = 0; kind <= static_cast<int>(AlarmKind::horn); ++kind) {
      if (bench.last(static_cast<AlarmKind>(kind)).audible) return true;
    }
    return false;
  }
};

QTEST_APPLESS_MAIN(TestAlarmModel)
#include "tst_alarm_model.moc"
