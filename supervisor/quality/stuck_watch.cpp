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

StuckWatch::Calm StuckWatch::calm(const SamplesAhead& ahead, bool stuck) const {
  const bool asksMates = !mates_.empty();
  if (!stillSince_ || plausible_.step < 1 || (asksMates && stuck)) return {};
  std::int64_t since_us = microseconds(*stillSince_), value = value_;
  std::size_t i = 0;
  for (; i < ahead.size(); ++i) {
    const bool still = std::llabs(ahead.values[i] - value) < plausible_.step;
    const bool longEnough = ahead.at_us[i] - since_us >= plausible_.stuckAfter.count();
    // With mates, one of theirs may come before this one.
    if (asksMates ? longEnough : (still && longEnough) != stuck) break;
    if (still) continue;
    since_us = ahead.at_us[i];
    value = ahead.values[i];
  }
  if (!asksMates) return {i, Instant::max()};
  return {i, fromMicroseconds(since_us) + plausible_.stuckAfter};
}

void StuckWatch::follow(const SamplesAhead& ahead) {
  std::int64_t value = value_;
  std::size_t moved = SIZE_MAX;
  for (std::size_t i = 0; i < ahead.size(); ++i) {
    if (std::llabs(ahead.values[i] - value) < plausible_.step) continue;
    value = ahead.values[i];
    moved = i;
  }
  if (moved == SIZE_MAX) return;
  pause();
  stillSince_ = fromMicroseconds(ahead.at_us[moved]);
  value_ = ahead.values[moved];
}

void StuckWatch::followMate(const SamplesAhead& ahead, bool later) {
  if (!stillSince_) return;
  const std::int64_t since_us = microseconds(*stillSince_);
  const auto first = std::lower_bound(ahead.at_us.begin(), ahead.at_us.end(),
                                      later ? since_us : since_us + 1);
  for (auto i = static_cast<std::size_t>(first - ahead.at_us.begin()); i < ahead.size(); ++i) {
    mate(ahead.point, ahead.values[i]);
  }
}

bool StuckWatch::moved(const Mate& mate) const {
  if (!mate.least) return false;
  const std::int64_t level = std::max((std::int64_t{*mate.least} + *mate.most) / 2,
                                      std::int64_t{1});
  const std::int64_t share = std::clamp(100 * value_ / level, kLeastShare, kMostShare);
  return (std::int64_t{*mate.most} - *mate.least) * share >= 100 * kSteps * plausible_.step;
}

}  // namespace firedamp
