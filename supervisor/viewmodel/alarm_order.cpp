#include "viewmodel/alarm_order.h"

#include <tuple>

namespace firedamp {

bool standsAbove(const AlarmEvent& a, const AlarmEvent& b) {
  const auto key = [](const AlarmEvent& alarm) {
    return std::tuple{alarm.state == AlarmState::normal, !isActive(alarm), alarm.priority,
                      !needsAcknowledge(alarm), -microseconds(alarm.raisedAt),
                      -static_cast<std::int64_t>(alarm.id.value)};
  };
  return key(a) < key(b);
}

}  // namespace firedamp
