#include "quality/rate_watch.h"

#include <algorithm>
#include <cstdlib>

namespace firedamp {
namespace {

constexpr Duration kWindow = std::chrono::minutes{1};
// Of a node that is polled faster than twice a second, the older half says as much.
constexpr std::size_t kMost = 120;
// No value is compared with one further back than this, or than the whole block before its own.
constexpr std::size_t kBlock = 128;
static_assert(kBlock >= kMost);

struct Range {
  std::int32_t lowest = INT32_MAX, highest = INT32_MIN;
  void add(std::int32_t value) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
};

// Of a whole block in a fixed number of steps, which a compiler takes several at a time.
Range rangeOf(std::span<const std::int32_t> values) {
  Range range;
  if (values.size() != kBlock) {
    for (const std::int32_t value : values) range.add(value);
    return range;
  }
  const std::int32_t* const first = values.data();
  std::int32_t lowest = first[0], highest = first[0];
  for (std::size_t i = 0; i < kBlock; ++i) {
    lowest = first[i] < lowest ? first[i] : lowest;
    highest = first[i] > highest ? first[i] : highest;
  }
  return {lowest, highest};
}

}  // namespace

std::size_t RateWatch::slow(const SamplesAhead& ahead, std::int32_t most) const {
  const std::span<const std::int32_t> values = ahead.values;
  Range before;
  for (const auto& [then, value] : past_) before.add(value);
  for (std::size_t at = 0; at < values.size(); at += kBlock) {
    const Range block = rangeOf(values.subspan(at, std::min(kBlock, values.size() - at)));
    const std::int64_t swing = std::int64_t{std::max(before.highest, block.highest)} -
                               std::min(before.lowest, block.lowest);
    if (swing > most) return at;
    before = block;
  }
  return values.size();
}

void RateWatch::follow(const SamplesAhead& ahead) {
  for (std::size_t i = ahead.size() - std::min(ahead.size(), kMost); i < ahead.size(); ++i) {
    forget(fromMicroseconds(ahead.at_us[i]));
    remember(fromMicroseconds(ahead.at_us[i]), ahead.values[i]);
  }
}

void RateWatch::forget(Instant now) {
  while (!past_.empty() && now - past_.front().first > kWindow) past_.pop_front();
}

void RateWatch::remember(Instant at, std::int32_t value) {
  past_.emplace_back(at, value);
  if (past_.size() > kMost) past_.pop_front();
}

std::int32_t RateWatch::accept(Instant at, std::int32_t value) {
  forget(at);
  std::int64_t most = 0;
  for (const auto& [then, before] : past_) {
    const std::int64_t change = std::int64_t{value} - before;
    if (std::llabs(change) > std::llabs(most)) most = change;
  }
  remember(at, value);
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(most, INT32_MIN, INT32_MAX));
}

}  // namespace firedamp
