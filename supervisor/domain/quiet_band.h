// Values that change nothing: while good samples of a point lie within the band and none comes too
// late, no alarm, rule or finding changes; only "the newest" moves on. Every part that judges
// samples says so of itself, as it stands now; a replay then takes many samples in one step.
#pragma once

#include <algorithm>
#include <cstdint>

#include "domain/time.h"

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

}  // namespace firedamp
