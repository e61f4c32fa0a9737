#include "session/node_clock.h"

#include <algorithm>

namespace firedamp {
namespace {

// 100 ppm: two crystals of 50 ppm each that run apart.
constexpr int kDriftDivisor = 10'000;
// An 8051 node counts in steps of 10 ms (protocol/SPEC.md, time).
constexpr Duration kUptimeStep = std::chrono::milliseconds{10};

}  // namespace

void NodeClock::observe(std::uint32_t uptime_ms, Instant sent, Instant received) {
  if (!seen_) {
    unwrapped_ = std::chrono::milliseconds{uptime_ms};
  } else {
    unwrapped_ += std::chrono::milliseconds{static_cast<std::uint32_t>(uptime_ms - uptime_ms_)};
  }
  const Duration low = sent.time_since_epoch() - unwrapped_ - kUptimeStep;
  const Duration high = received.time_since_epoch() - unwrapped_;
  const Duration drift = seen_ ? (received - at_) / kDriftDivisor : Duration{0};
  low_ = std::max(low_ - drift, low);
  high_ = std::min(high_ + drift, high);
  if (!seen_ || low_ > high_) {  // first, or the node's time ran off (an emulator's may)
    low_ = low;
    high_ = high;
  }
  seen_ = true;
  uptime_ms_ = uptime_ms;
  at_ = received;
}

void NodeClock::forget() { *this = NodeClock{}; }

Instant NodeClock::instantOf(std::uint32_t uptime_ms, Instant arrival) const {
  if (!meets(uptime_ms)) return arrival;
  const auto age = std::chrono::milliseconds{static_cast<std::uint32_t>(uptime_ms_ - uptime_ms)};
  const Duration offset = low_ + (high_ - low_) / 2;
  return std::min(Instant{offset + unwrapped_ - age}, arrival);
}

bool NodeClock::meets(std::uint32_t uptime_ms) const {
  return seen_ && static_cast<std::int32_t>(uptime_ms_ - uptime_ms) >= 0;
}

}  // namespace firedamp
