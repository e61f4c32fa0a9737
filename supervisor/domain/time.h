// Time below the threads: instants are data, there is no now().
//
// An Instant is microseconds on one never-stepping time line, anchored once at start to UTC
// (Instant 0 = 1970-01-01T00:00:00Z). Only io/TimeSource makes live ones; replay and tests make
// their own. Whoever needs a wall clock below io/runtime has a design fault, and it does not
// compile: MineTime has no now().
#pragma once

#include <chrono>
#include <cstdint>

namespace firedamp {

struct MineTime {
  using rep = std::int64_t;
  using period = std::micro;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<MineTime>;
  static constexpr bool is_steady = true;
};

using Duration = MineTime::duration;
using Instant = MineTime::time_point;

constexpr Instant fromMicroseconds(std::int64_t at_us) { return Instant{Duration{at_us}}; }
constexpr std::int64_t microseconds(Instant at) { return at.time_since_epoch().count(); }

}  // namespace firedamp
