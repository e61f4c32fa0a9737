#include "parts/pulse_source.h"

#include <algorithm>

namespace firedamp {
namespace {

constexpr std::uint64_t farAway = 1'000'000'000;

}  // namespace

std::uint64_t PulseSource::untilChange() const {
  if (frequency_dhz_ == 0) return farAway;
  const std::uint64_t half = perPulse_ / 2;
  const std::uint64_t goal = low_ && phase_ < half ? half : perPulse_;
  return std::max<std::uint64_t>(1, (goal - phase_ + frequency_dhz_ - 1) / frequency_dhz_);
}

void PulseSource::advance(std::uint64_t ticks) {
  phase_ += ticks * frequency_dhz_;
  if (phase_ >= perPulse_) {
    phase_ -= perPulse_;
    low_ = true;
    ++edges_;
  } else if (phase_ >= perPulse_ / 2) {
    low_ = false;
  }
}

}  // namespace firedamp
