#include "quality/fault_latch.h"

namespace firedamp {
namespace {

constexpr std::uint16_t kFaults = Quality::sensorFault | Quality::overRange | Quality::underRange;

}  // namespace

Sample FaultLatch::accept(Sample sample) {
  ended_.reset();
  if ((sample.quality.bits & (Quality::commLost | Quality::stale)) != 0) {
    goodSince_.reset();  // silence proves nothing
    return sample;
  }
  if (sample.quality.usable() && isCode(sample.value)) {
    sample.quality.bits |= Quality::sensorFault;
  }
  if (const auto faults = static_cast<std::uint16_t>(sample.quality.bits & kFaults)) {
    bits_ |= faults;
    if ((faults & Quality::overRange) != 0) seen_ = false;
    goodSince_.reset();
    return sample;
  }
  if (bits_ == 0 || !sample.quality.usable()) return sample;
  if (!goodSince_) goodSince_ = sample.at;
  if (seen_ && sample.at - *goodSince_ >= hold_) {
    bits_ = 0;
    ended_ = goodSince_;
  } else if (!touchesLimit(sample.value)) {
    sample.quality.bits |= bits_;
  }
  return sample;
}

void FaultLatch::restore(bool unseen) {
  bits_ = Quality::sensorFault;
  seen_ = !unseen;
}

bool FaultLatch::quiet(QuietBand& band) const {
  if (point_.plausible.least) band.notBelow(*point_.plausible.least);
  if (point_.plausible.most) band.notAbove(*point_.plausible.most);
  return !latched();
}

bool FaultLatch::isCode(std::int32_t value) const {
  const Plausibility& plausible = point_.plausible;
  return (plausible.least && value < *plausible.least) ||
         (plausible.most && value > *plausible.most);
}

bool FaultLatch::touchesLimit(std::int32_t value) const {
  const Limits& limits = point_.limits;
  const auto reached = [value](const std::optional<std::int32_t>& limit) {
    return limit && value >= *limit;
  };
  return reached(limits.warn) || reached(limits.alarm) || reached(limits.trip) ||
         (limits.low && value <= *limits.low);
}

}  // namespace firedamp
