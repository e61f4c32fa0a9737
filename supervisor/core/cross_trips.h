// Gas here trips relays there (site: cross trips). A cause stands while the point's trip limit is
// active in the supervisor, while its node says that it has cut off, and for a moment after either
// was told, so that an excursion between two polls trips too. Nothing is acknowledged away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/picture.h"
#include "domain/alarm.h"

namespace firedamp {

class AlarmEngine;
class CommandDesk;

// How long one report of a trip stands as a cause by itself, and how old such a report may be
// when it arrives: the history of a node that was away does not cut power hours later. Design
// value; well inside the 40 s for cross-station control (mine-rules 0.1).
inline constexpr Duration causeHold = std::chrono::seconds{10};

class CrossTrips {
 public:
  CrossTrips(const Picture& picture, const AlarmEngine& alarms);

  void accept(const AlarmEvent& event, Instant now);
  void accept(const NodeEvent& event, Instant now);

  // Trips every relay of every cause that stands, by the desk's standing trips.
  void drive(CommandDesk& desk, Instant now);

  std::optional<Instant> nextDeadline() const { return nextEnd_; }
  std::vector<PointId> activeCausesOf(RelayId relay, Instant at) const;

 private:
  bool active(PointId cause, Instant at) const;
  void hold(PointId point, Instant toldOf, Instant now);

  const Picture& picture_;
  const AlarmEngine& alarms_;
  std::vector<Instant> holdUntil_;  // by point
  std::vector<RelayId> relays_;     // that any cause may trip, each once
  std::optional<Instant> nextEnd_;  // of a hold
};

}  // namespace firedamp
