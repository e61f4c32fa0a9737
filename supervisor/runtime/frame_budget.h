// How much of a link's raw bytes is worth recording: a healthy link stays far below, a peer that
// floods us with garbage must not fill the disk. Leaky bucket; one thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "link/wire_event.h"

namespace firedamp {

class FrameBudget {
 public:
  // Six times the fastest serial line (115200 baud carries 11.5 kB/s); in memory and on disk.
  static constexpr std::int64_t bytesPerSecond = 64 * 1024;

  // Connecting and losing always are.
  bool allows(const WireEvent& event) {
    const bool carries =
        event.kind == WireEvent::Kind::received || event.kind == WireEvent::Kind::sent;
    if (!carries) return true;
    const Duration passed = std::clamp<Duration>(event.at - last_, Duration{0}, second);
    left_ = std::min(bytesPerSecond, left_ + bytesPerSecond * passed.count() / second.count());
    last_ = event.at;
    const auto size = static_cast<std::int64_t>(event.bytes.size());
    if (size > left_) return false;
    left_ -= size;
    return true;
  }

 private:
  static constexpr Duration second = std::chrono::seconds{1};
  Instant last_;
  std::int64_t left_ = bytesPerSecond;
};

}  // namespace firedamp
