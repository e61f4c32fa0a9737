// Threads watch each other: each beats once a second, another one looks how long ago that was.
#pragma once

#include <atomic>
#include <optional>

#include "domain/time.h"

namespace firedamp {

inline constexpr Duration pulseInterval = std::chrono::seconds{1};

// Any thread.
class Pulse {
 public:
  explicit Pulse(Instant start) : last_us_(microseconds(start)) {}
  void beat(Instant now) { last_us_.store(microseconds(now), std::memory_order_relaxed); }
  Duration silence(Instant now) const {
    return now - fromMicroseconds(last_us_.load(std::memory_order_relaxed));
  }

 private:
  std::atomic<std::int64_t> last_us_;
};

// Says once that a pulse has stopped, and once that it is back. One thread.
class PulseWatch {
 public:
  explicit PulseWatch(Duration patience) : patience_(patience) {}

  // News only: true = beats again, false = has fallen silent.
  std::optional<bool> news(Duration silence) {
    const bool beats = silence <= patience_;
    if (beats == beats_) return std::nullopt;
    beats_ = beats;
    return beats;
  }

 private:
  Duration patience_;
  bool beats_ = true;
};

}  // namespace firedamp
