// When to commit what, and what to let go under pressure. Sans-I/O; one thread.
//
// Events, alarms, commands and health go to disk at once; samples, states and frames wait up to
// `groupFor` to share a commit. While the disk refuses, everything is kept for the next attempt
// up to the bounds below, except raw frames, which go first. What is dropped is counted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "historian/historian.h"

namespace firedamp {

class RecordQueue {
 public:
  static constexpr Duration groupFor = std::chrono::seconds{1};
  static constexpr Duration retryAfter = std::chrono::seconds{1};
  struct Bounds {
    std::size_t frames = 20000;
    std::size_t samples = 200000;   // samples and states
    std::size_t urgent = 200000;    // events, alarms, commands, health
  };
  struct Dropped {
    std::uint64_t frames = 0, samples = 0, urgent = 0;
  };

  explicit RecordQueue(Bounds bounds) : bounds_(bounds) {}
  RecordQueue() = default;

  void push(Record record, Instant now);
  // Commit pending() when nextDeadline() has come; nothing pending: no deadline.
  std::optional<Instant> nextDeadline() const { return deadline_; }
  bool due(Instant now) const { return deadline_ && *deadline_ <= now; }
  std::span<const Record> pending() const { return pending_; }

  void committed();
  void failed(Instant now);
  const Dropped& dropped() const { return dropped_; }

 private:
  enum class Lane { frame, sample, urgent };
  static Lane laneOf(const Record& record);
  std::size_t drop(Lane lane, std::size_t count);

  Bounds bounds_;
  std::vector<Record> pending_;
  std::size_t counts_[3] = {0, 0, 0};
  std::optional<Instant> deadline_;
  bool failing_ = false;
  Dropped dropped_;
};

}  // namespace firedamp
