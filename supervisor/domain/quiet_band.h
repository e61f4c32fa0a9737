// Values that change nothing: while good samples of a point lie within the band and none comes too
// late, no alarm, rule or finding changes; only "the newest" moves on. Every part that judges
// samples says so of itself, as it stands now; a replay then takes many samples in one step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "domain/sample.h"

namespace firedamp {

struct QuietBand {
  std::int32_t lowest = INT32_MIN, highest = INT32_MAX;  // both within; nothing if lowest > highest
  Duration silence = Duration::max();  // each comes sooner than this after the one before

  void notBelow(std::int32_t value) { lowest = std::max(lowest, value); }
  void notAbove(std::int32_t value) { highest = std::min(highest, value); }
  // On the side of a bound on which `value` is: at the bound and above, or below it.
  void keepSide(std::int32_t value, std::int32_t bound) {
    value >= bound ? notBelow(bound) : notAbove(bound - 1);
  }
  bool holds(std::int32_t value) const { return value >= lowest && value <= highest; }
};

// Good samples of a point that follow its newest one, ascending, each instant once.
struct SamplesAhead {
  PointId point;
  Quality quality;  // of all of them
  std::span<const std::int64_t> at_us;
  std::span<const std::int32_t> values;
  Instant next = Instant::max();  // none of the point that is not among them comes before this

  std::size_t size() const { return at_us.size(); }
  void keep(std::size_t count) {
    if (count < size()) next = fromMicroseconds(at_us[count]);
    at_us = at_us.first(count);
    values = values.first(count);
  }
  void keepBefore(Instant end) {
    const auto cut = std::lower_bound(at_us.begin(), at_us.end(), microseconds(end));
    keep(static_cast<std::size_t>(cut - at_us.begin()));
  }
};

}  // namespace firedamp
