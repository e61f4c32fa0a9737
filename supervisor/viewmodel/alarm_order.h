// The order of alarms on the screen, fixed: active before cleared, worst priority first,
// unacknowledged before acknowledged, newest first. (Unacknowledged first over everything would
// drop an acknowledged 1.62 % CH4 below a cleared battery alarm.)
#pragma once

#include "domain/alarm.h"

namespace firedamp {

// Strict weak ordering: true when `a` stands above `b`.
bool standsAbove(const AlarmEvent& a, const AlarmEvent& b);

constexpr bool isActive(const AlarmEvent& alarm) {
  return alarm.state == AlarmState::unacknowledged || alarm.state == AlarmState::acknowledged;
}
constexpr bool needsAcknowledge(const AlarmEvent& alarm) {
  return needsAcknowledge(alarm.state);
}

}  // namespace firedamp
