#include "session/node_clock.h"

#include <algorithm>

namespace firedamp {
namespace {

// 100 ppm: two crystals of 50 ppm each that run apart.
constexpr int kDriftDivisor = 10'000;
// An 8051 node counts in steps of 10 ms (protocol/SPEC.md, time).
constexpr Duration kUptimeStep = std::chrono::milliseconds{10};

// A node that booted since a mark cannot be up for longer than that, but for rounding; and one that
// did not is at least as old as it then was plus most of the time since.
constexpr std::int64_t kBootSlack_ms = 1000;
constexpr std::int64_t kRunOffSlack_ms = 5000;

}  // namespace

bool goesOn(const UptimeMark& mark, std::uint32_t uptime_ms, Instant at) {
  const auto since_ms = static_cast<std::int32_t>(uptime_ms - mark.uptime_ms);
  if (since_ms < 0) return false;
  const std::int64_t away_ms = (at - mark.at) / std::chrono::milliseconds{1};
  const bool fitsABoot = uptime_ms <= away_ms + kBootSlack_ms;
  return !fitsABoot || since_ms + kRunOffSlack_ms >= away_ms - away_ms / 10;
}

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
    line_.clear();
  }
  line_.add(unwrapped_, low, high);
  seen_ = true;
  uptime_ms_ = uptime_ms;
  at_ = received;
}

void NodeClock::forget() { *this = NodeClock{}; }

Instant NodeClock::instantOf(std::uint32_t uptime_ms, Instant arrival) const {
  if (!meets(uptime_ms)) return arrival;
  const auto age = std::chrono::milliseconds{static_cast<std::uint32_t>(uptime_ms_ - uptime_ms)};
  const Duration offset = middle() - (line_.known() ? line_.growth(age) : Duration{0});
  return std::min(Instant{offset + unwrapped_ - age}, arrival);
}

Duration NodeClock::middle() const {
  if (!line_.known()) return low_ + (high_ - low_) / 2;
  return std::clamp(line_.offsetAt(unwrapped_), low_, high_);
}

Duration NodeClock::uncertaintyOf(std::uint32_t uptime_ms) const {
  const auto age = std::chrono::milliseconds{static_cast<std::uint32_t>(uptime_ms_ - uptime_ms)};
  const Duration now = std::max(middle() - low_, high_ - middle());
  const Duration drift = age / kDriftDivisor;
  return now + (line_.known() ? std::min(drift, line_.doubt(age)) : drift);
}

bool NodeClock::goesOn(std::uint32_t uptime_ms, Instant at) const {
  return firedamp::goesOn({uptime_ms_, at_}, uptime_ms, at);
}

bool NodeClock::meets(std::uint32_t uptime_ms) const {
  return seen_ && static_cast<std::int32_t>(uptime_ms_ - uptime_ms) >= 0;
}

}  // namespace firedamp
