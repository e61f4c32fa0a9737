// The thread that writes: owns the database, waits for records, commits them in batches, keeps
// them while the disk refuses, and says so.
//
// Two bounds in a row: the mailbox (records that arrive while a commit is under way, room kept
// for alarms, commands and events) and the RecordQueue (records that wait for the disk).
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "historian/record_queue.h"
#include "io/time_source.h"
#include "runtime/bell.h"
#include "runtime/mailbox.h"
#include "runtime/pulse.h"
#include "runtime/recorder_health.h"

namespace firedamp {

class HistorianThread {
 public:
  // One attempt to write, all or nothing: SqliteHistorian::record, or a test's faulty disk.
  using Write = std::function<Recorded(std::span<const Record>)>;
  // All run on the historian's thread.
  struct Told {
    std::function<void(StoredEvent)> stored;   // committed: the node may forget it
    std::function<void(HealthReport)> health;  // recorder well or not, when it changes
    std::function<void(Instant)> pulse;        // once a second
    // A step of work of the recorder's own, while nothing is due; may be absent.
    std::function<Tended(Instant)> tend = {};
  };
  // Mailbox bounds by lane. Frames take at most 16384 * 4 KiB.
  static constexpr std::size_t framesMax = 16384;
  static constexpr std::size_t samplesMax = 32768;
  static constexpr std::size_t urgentMax = 65536;
  // What is urgent wakes the thread; for the rest it looks so often.
  static constexpr Duration lookEvery = std::chrono::milliseconds{100};

  // Records are taken from now on, written from start() on. `time` must outlive it.
  HistorianThread(const TimeSource& time, Write write, Told told,
                  RecordQueue::Bounds bounds = {});
  ~HistorianThread();
  HistorianThread(const HistorianThread&) = delete;
  HistorianThread& operator=(const HistorianThread&) = delete;

  void start();
  // Any thread; never waits. What finds no room is counted.
  void record(Record record);
  // Any thread: health is told again, whatever it is.
  void tellHealthAgain();
  Duration silence() const { return pulse_.silence(time_.now()); }
  std::uint64_t lost() const;  // records that found no room so far

  // Commits what waits (one attempt) and ends. The number of records that could not be stored.
  std::size_t stop();

 private:
  void run();
  void fetch(Instant now);
  void commit(Instant now);
  void beat(Instant now);
  void tend(Instant now);

  const TimeSource& time_;
  Write write_;
  Told told_;
  Bell bell_;
  Mailbox<Record> mailbox_;
  RecordQueue queue_;               // historian thread only
  RecorderHealth health_;           // historian thread only
  std::string fault_, tendFault_;   // historian thread only
  std::atomic<std::uint64_t> queueLost_{0};
  std::atomic<bool> stopping_{false}, tellAgain_{false};
  Pulse pulse_;
  Instant nextBeat_, nextTend_;
  std::thread thread_;
};

}  // namespace firedamp
