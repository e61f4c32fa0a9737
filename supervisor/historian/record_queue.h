// When to commit what, and what to let go under pressure. Sans-I/O; one thread.
//
// Events, alarms, commands and health go to disk at once; samples, states and inputs of the engine
// wait up to `groupFor` to share a commit. While the disk refuses, everything is kept for the next
// attempt up to the bounds below, except inputs: they have one attempt. Where only the samples are
// refused, all else goes on as ever. What is dropped is counted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "historian/historian.h"

namespace firedamp {

class RecordQueue {
 public:
  // With the time until a record is fetched (100 ms, runtime/historian_thread.h) a second.
  static constexpr Duration groupFor = std::chrono::milliseconds{900};
  static constexpr Duration retryAfter = std::chrono::seconds{1};
  struct Bounds {
    std::size_t frames = 100000;    // a second of 50,000 exchanges
    std::size_t samples = 200000;
    std::size_t states = 50000;     // and what else entered the engine
    std::size_t urgent = 200000;    // events, alarms, commands, health
  };
  struct Dropped {
    std::uint64_t frames = 0, samples = 0, states = 0, urgent = 0;
    std::uint64_t all() const { return frames + samples + states + urgent; }
  };

  enum class Lane { frame, sample, state, urgent };
  static Lane laneOf(const Record& record);

  explicit RecordQueue(Bounds bounds) : bounds_(bounds) {}
  RecordQueue() = default;

  void push(Record record, Instant now);
  // Commit pending() when nextDeadline() has come; nothing pending: no deadline.
  std::optional<Instant> nextDeadline() const { return deadline_; }
  bool due(Instant now) const { return deadline_ && *deadline_ <= now; }
  std::span<const Record> pending() const { return pending_; }

  void committed();          // everything
  void failed(Instant now);  // everything
  void samplesRefused(Instant now);  // but the rest is committed
  void restRefused(Instant now);     // but the samples are committed
  // What entered the engine has its only attempt behind it, before any of the above is said: it is
  // stored, or let go and counted.
  void inputsDone(bool stored);
  const Dropped& dropped() const { return dropped_; }

 private:
  std::size_t drop(Lane lane, std::size_t count);
  void forget(Lane lane);
  std::size_t& countOf(Lane lane) { return counts_[static_cast<std::size_t>(lane)]; }
  std::size_t boundOf(Lane lane) const;
  std::uint64_t& droppedOf(Lane lane);

  Bounds bounds_;
  std::vector<Record> pending_;
  std::array<std::size_t, 4> counts_{};
  std::optional<Instant> deadline_;
  bool failing_ = false;  // the disk needs its pause, also from what is urgent
  Dropped dropped_;
};

}  // namespace firedamp
