// Which limits a point has, and how urgent each kind of alarm is (mine-rules 3.5, hmi 4.2:
// design values of this project, not law).
#pragma once

#include <vector>

#include "domain/alarm.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

struct LimitRule {
  AlarmKind kind = AlarmKind::high;
  bool high = true;            // high: set at >=, release at <; low: set at <=, release at >
  std::int32_t set = 0;        // raw unit of the point
  std::int32_t release = 0;
  Duration onDelay{0}, offDelay{0};
};

// At most five: warning, high, highHigh, low, lowLow. The warning has no release value of its own:
// it gets the hysteresis of the alarm limit, or none; lowLow is released with low.
std::vector<LimitRule> limitRules(const Limits& limits);

Priority pointPriority(AlarmKind kind, PointKind point, Quality quality);
Priority otherPriority(AlarmKind kind);

}  // namespace firedamp
