#include "historian/a_mine.h"
#include "historian/record_queue.h"

using namespace firedamp;

namespace {

std::size_t frames(const RecordQueue& queue) {
  std::size_t count = 0;
  for (const Record& record : queue.pending()) {
    if (frameOf(record) != nullptr) ++count;
  }
  return count;
}

}  // namespace

// Of what arrived at 10 s.
const Instant due = at(10) + RecordQueue::groupFor;

class TestRecordQueue : public QObject {
  Q_OBJECT

 private slots:
  void nothing_pending_has_no_deadline() {
    const RecordQueue queue;
    QVERIFY(!queue.nextDeadline() && !queue.due(at(1e6)));
  }

  void samples_wait_for_company() {
    RecordQueue queue;
    queue.push(Update{aSample(0, 1)}, at(10));
    queue.push(Update{aSample(1, 1)}, at(10.9));
    QCOMPARE(*queue.nextDeadline(), due);
    QVERIFY(!queue.due(due - Duration{1}));
    QVERIFY(queue.due(due));
  }

  void an_alarm_goes_to_disk_at_once_and_takes_the_samples_along() {
    RecordQueue queue;
    queue.push(Update{aSample(0, 1)}, at(10));
    queue.push(Update{anAlarm(1, AlarmState::unacknowledged, 10)}, at(10.2));
    QVERIFY(queue.due(at(10.2)));
    QCOMPARE(queue.pending().size(), std::size_t{2});
    queue.committed();
    QVERIFY(queue.pending().empty() && !queue.nextDeadline());
  }

  void every_kind_that_cannot_be_repeated_is_urgent() {
    for (const Update& update :
         {Update{anEvent(1)}, Update{EventsLost{}}, Update{aRefusal(1, 1)}, Update{HealthReport{}},
          Update{anAlarm(1, AlarmState::normal, 1)}}) {
      RecordQueue queue;
      queue.push(update, at(5));
      QVERIFY(queue.due(at(5)));
    }
    for (const Update& update : {Update{NodeReport{}}, Update{RelayReport{}}, Update{LinkReport{}},
                                 Update{AreaReport{}}, Update{Sample{}}}) {
      RecordQueue queue;
      queue.push(update, at(5));
      QVERIFY(!queue.due(at(5)));
    }
  }

  void what_entered_the_engine_has_one_attempt_and_is_then_stored_or_counted() {
    RecordQueue queue;
    queue.push(EngineInput{at(10), 1, EngineStarted{}}, at(10));
    queue.push(aFrame(0, {1}), at(10));
    QVERIFY(!queue.due(due - Duration{1}) && queue.due(due));
    queue.inputsDone(true);
    QCOMPARE(queue.pending().size(), std::size_t{0});
    QCOMPARE(queue.dropped().all(), std::uint64_t{0});
    queue.push(EngineInput{at(11), 3, SilenceRequest{}}, at(11));
    queue.push(aFrame(11, {1}), at(11));
    queue.push(aFrame(12, {1}), at(11));
    queue.inputsDone(false);
    QVERIFY(queue.pending().empty());
    QCOMPARE(queue.dropped().frames, std::uint64_t{2});
    QCOMPARE(queue.dropped().states, std::uint64_t{1});
  }

  void after_a_failure_all_but_inputs_waits_for_the_next_attempt() {
    RecordQueue queue;
    queue.push(Update{aSample(0, 1)}, at(10));
    queue.push(aFrame(0, {1}), at(10));
    queue.push(Update{anEvent(1)}, at(10));
    queue.inputsDone(false);
    queue.failed(at(10.5));
    QCOMPARE(queue.pending().size(), std::size_t{2});
    QCOMPARE(queue.dropped().frames, std::uint64_t{1});
    queue.push(Update{anEvent(2)}, at(10.6));  // urgent, but the disk needs its pause
    QVERIFY(!queue.due(at(11.5) - Duration{1}));
    QVERIFY(queue.due(at(11.5)));
    QCOMPARE(queue.pending().size(), std::size_t{3});
    queue.committed();
    queue.push(Update{anEvent(3)}, at(12));
    QVERIFY(queue.due(at(12)));
  }

  void each_lane_is_bounded_and_counts_what_it_drops() {
    RecordQueue queue{{.frames = 100, .samples = 200, .urgent = 50}};
    for (int i = 0; i < 1000; ++i) {
      queue.push(aFrame(i, {1}), at(i));
      queue.push(Update{aSample(i, i)}, at(i));
    }
    for (std::uint16_t i = 0; i < 50; ++i) queue.push(Update{anEvent(i)}, at(1000));
    QVERIFY(frames(queue) <= 100 && frames(queue) >= 90);
    QCOMPARE(queue.dropped().frames + frames(queue), std::uint64_t{1000});
    QCOMPARE(queue.dropped().urgent, std::uint64_t{0});
    const std::size_t samples = queue.pending().size() - frames(queue) - 50;
    QVERIFY(samples <= 200 && samples >= 180);
    QCOMPARE(queue.dropped().samples + samples, std::uint64_t{1000});
    queue.push(Update{anEvent(50)}, at(1000));
    QCOMPARE(queue.dropped().urgent, std::uint64_t{5});
  }

  void the_oldest_go_first_and_the_order_stays() {
    RecordQueue queue{{.frames = 10, .samples = 10, .urgent = 10}};
    for (int i = 0; i < 100; ++i) queue.push(Update{aSample(i, i)}, at(i));
    int previous = -1;
    for (const Record& record : queue.pending()) {
      const int value = std::get<Sample>(std::get<Update>(record)).value;
      QVERIFY(value > previous);
      previous = value;
    }
    QCOMPARE(previous, 99);
  }
};

QTEST_APPLESS_MAIN(TestRecordQueue)
#include "tst_record_queue.moc"
