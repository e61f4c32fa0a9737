#include "core/cross_trips.h"

#include <algorithm>

#include "alarm/alarm_engine.h"
#include "core/command_desk.h"
#include "msn/codes.h"

namespace firedamp {

CrossTrips::CrossTrips(const Picture& picture, const AlarmEngine& alarms)
    : picture_(picture), alarms_(alarms), holdUntil_(picture.site().points.size()) {
  for (const CrossTrip& rule : picture.site().crossTrips) {
    relays_.insert(relays_.end(), rule.relays.begin(), rule.relays.end());
  }
  std::sort(relays_.begin(), relays_.end());
  relays_.erase(std::unique(relays_.begin(), relays_.end()), relays_.end());
}

void CrossTrips::hold(PointId point, Instant toldOf, Instant now) {
  if (now - toldOf > causeHold) return;
  holdUntil_[point.value] = now + causeHold;
}

void CrossTrips::accept(const AlarmEvent& event, Instant now) {
  if (event.kind != AlarmKind::highHigh || event.change != AlarmChange::raised) return;
  hold(PointId{event.source.id}, event.at, now);
}

void CrossTrips::accept(const NodeEvent& event, Instant now) {
  if (event.code != MSN_EV_CUTOFF_ON || event.timeUncertain) return;
  const auto& points = picture_.site().points;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (points[i].node == event.node && points[i].kind == PointKind::methane) {
      hold(PointId{i}, event.at, now);
    }
  }
}

bool CrossTrips::active(PointId cause, Instant at) const {
  const bool methane = picture_.site().points[cause.value].kind == PointKind::methane;
  const bool cutOff = methane && (picture_.nodeOf(cause).status & MSN_ST_CUTOFF) != 0;
  return cutOff || at < holdUntil_[cause.value] || alarms_.limitActive(cause, AlarmKind::highHigh);
}

std::vector<PointId> CrossTrips::activeCausesOf(RelayId relay, Instant at) const {
  std::vector<PointId> causes;
  for (const CrossTrip& rule : picture_.site().crossTrips) {
    const bool ofRelay =
        std::find(rule.relays.begin(), rule.relays.end(), relay) != rule.relays.end();
    if (ofRelay && active(rule.cause, at)) causes.push_back(rule.cause);
  }
  return causes;
}

void CrossTrips::drive(CommandDesk& desk, Instant now) {
  for (RelayId relay : relays_) {
    const std::vector<PointId> causes = activeCausesOf(relay, now);
    if (causes.empty()) {
      desk.endStandingTrip(relay, now);
    } else {
      desk.standTrip(relay, picture_.site().points[causes.front().value].tag, now);
    }
  }
  nextEnd_.reset();
  for (Instant end : holdUntil_) {
    if (end > now && (!nextEnd_ || end < *nextEnd_)) nextEnd_ = end;
  }
}

}  // namespace firedamp
