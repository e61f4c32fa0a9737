#include "alarm/alarm_rules.h"

#include <algorithm>

namespace firedamp {

std::vector<LimitRule> limitRules(const Limits& limits) {
  std::vector<LimitRule> rules;
  const auto add = [&](AlarmKind kind, bool high, std::int32_t set, std::int32_t release) {
    rules.push_back({kind, high, set, release, limits.onDelay, limits.offDelay});
  };
  if (limits.warn) {
    const std::int32_t width = limits.alarm ? *limits.alarm - limits.alarmRelease : 0;
    add(AlarmKind::warning, true, *limits.warn, *limits.warn - std::max(width, 0));
  }
  if (limits.alarm) add(AlarmKind::high, true, *limits.alarm, limits.alarmRelease);
  if (limits.trip) add(AlarmKind::highHigh, true, *limits.trip, limits.tripRelease);
  if (limits.low) add(AlarmKind::low, false, *limits.low, limits.lowRelease);
  if (limits.lowTrip) add(AlarmKind::lowLow, false, *limits.lowTrip, limits.lowRelease);
  return rules;
}

Priority pointPriority(AlarmKind kind, PointKind point, Quality quality) {
  const bool methane = point == PointKind::methane;
  switch (kind) {
    case AlarmKind::lowLow:
    case AlarmKind::highHigh: return Priority::emergency;
    case AlarmKind::high:
    case AlarmKind::low: return Priority::high;
    case AlarmKind::noData: return methane ? Priority::high : Priority::medium;
    // A methane sensor beyond its range may be standing in very high gas.
    case AlarmKind::deviceFault:
      return methane && (quality.bits & Quality::overRange) != 0 ? Priority::high
                                                                 : Priority::medium;
    default: return Priority::medium;
  }
}

Priority otherPriority(AlarmKind kind) {
  switch (kind) {
    case AlarmKind::feedAbnormal:
    case AlarmKind::mainFan:
    case AlarmKind::commandUnconfirmed: return Priority::emergency;
    case AlarmKind::faultLock:
    case AlarmKind::secondMaster:
    case AlarmKind::configDrift:
    case AlarmKind::logic:
    case AlarmKind::horn:
    case AlarmKind::recorder: return Priority::high;
    case AlarmKind::testDue:
    case AlarmKind::eventsLost: return Priority::low;
    case AlarmKind::linkDown: return Priority::diagnostic;
    default: return Priority::medium;
  }
}

}  // namespace firedamp
