// The writing thread against disks that are slow, full, or dead.
#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "runtime/historian_thread.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

// A disk that a test can break, and that remembers its commits.
class Disk {
 public:
  Recorded write(std::span<const Record> batch) {
    std::unique_lock hold{mutex_};
    ++attempts_;
    changed_.notify_all();
    changed_.wait(hold, [this] { return !stuck_; });
    Recorded recorded;
    if (broken_) {
      recorded.fault = HistorianFault{HistorianFault::Reason::full,
                                      {PHRASE("%1: no space left"), {"mine.db"}}};
      return recorded;
    }
    commits_.emplace_back(batch.begin(), batch.end());
    for (const Record& record : batch) {
      const auto* update = std::get_if<Update>(&record);
      const auto* event = update == nullptr ? nullptr : std::get_if<NodeEvent>(update);
      if (event == nullptr) continue;
      recorded.events.push_back(
          {event->node, event->bootId, event->seq, event->uptime_ms, event->at});
    }
    return recorded;
  }
  void breakDown(bool broken) {
    const std::lock_guard hold{mutex_};
    broken_ = broken;
  }
  void hang(bool stuck) {
    const std::lock_guard hold{mutex_};
    stuck_ = stuck;
    changed_.notify_all();
  }
  bool waitForAttempts(std::size_t count) {
    std::unique_lock hold{mutex_};
    return changed_.wait_for(hold, 20s, [&] { return attempts_ >= count; });
  }
  std::vector<std::vector<Record>> commits() {
    const std::lock_guard hold{mutex_};
    return commits_;
  }
  std::vector<Record> all() {
    std::vector<Record> records;
    for (const auto& commit : commits()) {
      records.insert(records.end(), commit.begin(), commit.end());
    }
    return records;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t attempts_ = 0;
  bool broken_ = false, stuck_ = false;
  std::vector<std::vector<Record>> commits_;
};

// A recorder on that disk, and what it told.
struct Bench {
  TimeSource time;
  Disk disk;
  std::mutex mutex;
  std::vector<StoredEvent> stored;
  std::vector<HealthReport> health;
  HistorianThread recorder;

  Bench()
      : recorder(time, [this](std::span<const Record> batch) { return disk.write(batch); },
                 {[this](StoredEvent event) {
                    const std::lock_guard hold{mutex};
                    stored.push_back(event);
                  },
                  [this](HealthReport report) {
                    const std::lock_guard hold{mutex};
                    health.push_back(std::move(report));
                  },
                  [](Instant) {}}) {
    recorder.start();
  }
  ~Bench() { disk.hang(false); }

  std::size_t storedCount() {
    const std::lock_guard hold{mutex};
    return stored.size();
  }
  std::string lastHealth() {
    const std::lock_guard hold{mutex};
    if (health.empty()) return "none";
    return (health.back().ok ? "ok " : "not ok ") + health.back().detail;
  }
  Sample sample(std::int32_t value) { return {PointId{0}, time.now(), value, {}, false}; }
  NodeEvent event(std::uint16_t seq) {
    NodeEvent event;
    event.seq = seq;
    event.at = time.now();
    return event;
  }
};

std::size_t framesIn(const std::vector<Record>& records) {
  return std::size_t(std::count_if(records.begin(), records.end(), [](const Record& one) {
    return frameOf(one) != nullptr;
  }));
}

}  // namespace

class TestHistorianThread : public QObject {
  Q_OBJECT

 private slots:
  void samples_share_a_commit_and_wait_for_it_at_most_a_second() {
    Bench bench;
    const Instant start = bench.time.now();
    for (int i = 0; i < 100; ++i) bench.recorder.record(bench.sample(i));
    QTRY_COMPARE_WITH_TIMEOUT(bench.disk.all().size(), std::size_t{100}, 20000);
    QVERIFY(bench.time.now() - start >= 900ms);
    QVERIFY(bench.disk.commits().size() <= 2);
  }

  void an_event_is_committed_at_once_and_told_only_after_that() {
    Bench bench;
    bench.disk.hang(true);
    bench.recorder.record(bench.sample(1));
    bench.recorder.record(bench.event(42));
    QVERIFY(bench.disk.waitForAttempts(1));
    QCOMPARE(bench.storedCount(), 0u);
    bench.disk.hang(false);
    QTRY_COMPARE_WITH_TIMEOUT(bench.storedCount(), std::size_t{1}, 20000);
    QCOMPARE(bench.stored.front().seq, std::uint16_t{42});
    QCOMPARE(bench.disk.all().size(), 2u);
  }

  void a_full_disk_is_told_and_nothing_is_lost_or_told_stored_until_it_has_space_again() {
    Bench bench;
    bench.disk.breakDown(true);
    for (std::uint16_t seq = 1; seq <= 5; ++seq) bench.recorder.record(bench.event(seq));
    QTRY_COMPARE_WITH_TIMEOUT(bench.lastHealth(), std::string{"not ok mine.db: no space left"},
                              20000);
    QVERIFY(bench.disk.waitForAttempts(2));
    QCOMPARE(bench.storedCount(), 0u);
    bench.disk.breakDown(false);
    QTRY_COMPARE_WITH_TIMEOUT(bench.storedCount(), std::size_t{5}, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(bench.lastHealth(), std::string{"ok "}, 20000);
    const std::vector<Record> records = bench.disk.all();
    QCOMPARE(records.size(), 5u);
    for (std::size_t i = 0; i < records.size(); ++i) {
      QCOMPARE(std::size_t(std::get<NodeEvent>(std::get<Update>(records[i])).seq), i + 1);
    }
  }

  void behind_a_hanging_disk_raw_frames_go_first_and_alarms_keep_their_room() {
    Bench bench;
    bench.disk.hang(true);
    bench.recorder.record(bench.event(1));
    QVERIFY(bench.disk.waitForAttempts(1));
    const Instant now = bench.time.now();
    const EngineInput frame{now, 2, WireEvent{LinkId{0}, now, WireEvent::Kind::received, {1}, {}}};
    for (std::size_t i = 0; i < HistorianThread::framesMax + 10; ++i) bench.recorder.record(frame);
    QCOMPARE(bench.recorder.lost(), 10u);
    const std::size_t room = HistorianThread::samplesMax - HistorianThread::framesMax;
    for (std::size_t i = 0; i < room + 3; ++i) bench.recorder.record(bench.sample(1));
    QCOMPARE(bench.recorder.lost(), 13u);
    for (std::size_t i = 0; i < 1000; ++i) bench.recorder.record(AlarmEvent{});
    QCOMPARE(bench.recorder.lost(), 13u);
    bench.disk.hang(false);
    const std::size_t kept = 1 + HistorianThread::samplesMax + 1000;
    QTRY_COMPARE_WITH_TIMEOUT(bench.disk.all().size(), kept, 60000);
    QCOMPARE(framesIn(bench.disk.all()), HistorianThread::framesMax);
    QTRY_COMPARE_WITH_TIMEOUT(bench.lastHealth(),
                              std::string{"not ok overrun; records lost since start: 13"}, 20000);
  }

  void a_recorder_that_hangs_has_no_pulse() {
    Bench bench;
    bench.disk.hang(true);
    bench.recorder.record(bench.event(1));
    QVERIFY(bench.disk.waitForAttempts(1));
    QTRY_VERIFY_WITH_TIMEOUT(bench.recorder.silence() > 1500ms, 20000);
    bench.disk.hang(false);
    QTRY_VERIFY_WITH_TIMEOUT(bench.recorder.silence() < 1500ms, 20000);
  }

  void the_end_stores_what_waits() {
    Bench bench;
    for (int i = 0; i < 500; ++i) bench.recorder.record(bench.sample(i));
    QCOMPARE(bench.recorder.stop(), 0u);
    QCOMPARE(bench.disk.all().size(), 500u);
  }

  void the_end_says_how_much_a_dead_disk_did_not_take() {
    Bench bench;
    bench.disk.breakDown(true);
    for (std::uint16_t seq = 1; seq <= 7; ++seq) bench.recorder.record(bench.event(seq));
    QCOMPARE(bench.recorder.stop(), 7u);
    QVERIFY(bench.disk.all().empty());
  }
};

QTEST_APPLESS_MAIN(TestHistorianThread)
#include "tst_historian_thread.moc"
