#include "quality/stuck_watch.h"

#include <algorithm>
#include <cstdlib>

namespace firedamp {
namespace {

// A change of one step may be lost in rounding; two cannot.
constexpr std::int64_t kSteps = 2;
// Share of a mate's change that the point must see, in percent: the ratio of their levels, within
// bounds, so that a sensor that died at zero is found and one at a high level is not over-judged.
constexpr std::int64_t kLeastShare = 25;
constexpr std::int64_t kMostShare = 200;

}  // namespace

StuckWatch::StuckWatch(const PointSite& point) : plausible_(point.plausible) {
  for (const PointId mate : plausible_.mates) mates_.push_back({mate, {}, {}});
}

void StuckWatch::own(Instant at, std::int32_t value) {
  const std::int64_t change = std::llabs(std::int64_t{value} - value_);
  if (stillSince_ && change < plausible_.step) return;
  pause();
  stillSince_ = at;
  value_ = value;
}

void StuckWatch::mate(PointId mate, std::int32_t value) {
  if (!stillSince_) return;
  for (Mate& each : mates_) {
    if (each.id != mate) continue;
    each.least = std::min(each.least.value_or(value), value);
    each.most = std::max(each.most.value_or(value), value);
  }
}

void StuckWatch::pause() {
  stillSince_.reset();
  for (Mate& mate : mates_) mate.least = mate.most = std::nullopt;
}

bool StuckWatch::suspected(Instant now) const {
  if (plausible_.stuckAfter == Duration{0} || !stillSince_) return false;
  if (now - *stillSince_ < plausible_.stuckAfter) return false;
  return mates_.empty() || std::any_of(mates_.begin(), mates_.end(),
                                       [this](const Mate& mate) { return moved(mate); });
}

std::size_t StuckWatch::pass(std::span<const std::int64_t> at_us,
                             std::span<const std::int32_t> values, bool stuck) {
  if (!stillSince_) return 0;
  std::int64_t since_us = microseconds(*stillSince_), value = value_;
  std::size_t i = 0;
  for (; i < values.size(); ++i) {
    const bool still = std::llabs(values[i] - value) < plausible_.step;
    if ((still && at_us[i] - since_us >= plausible_.stuckAfter.count()) != stuck) break;
    if (still) continue;
    since_us = at_us[i];
    value = values[i];
  }
  stillSince_ = fromMicroseconds(since_us);
  value_ = static_cast<std::int32_t>(value);
  return i;
}

bool StuckWatch::moved(const Mate& mate) const {
  if (!mate.least) return false;
  const std::int64_t level = std::max((std::int64_t{*mate.least} + *mate.most) / 2,
                                      std::int64_t{1});
  const std::int64_t share = std::clamp(100 * value_ / level, kLeastShare, kMostShare);
  return (std::int64_t{*mate.most} - *mate.least) * share >= 100 * kSteps * plausible_.step;
}

}  // namespace firedamp
