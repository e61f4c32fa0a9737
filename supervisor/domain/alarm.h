// Alarms: one object per condition. Vocabulary of ISA-18.2, inspired by it, no claim.
#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.h"
#include "domain/phrase.h"
#include "domain/quantity.h"
#include "domain/time.h"

namespace firedamp {

enum class Priority : std::uint8_t { emergency = 1, high, medium, low, diagnostic };

enum class AlarmKind : std::uint8_t {
  warning,      // high limits of a point
  alarm,
  trip,
  low,          // low limit (air flow)
  sensorFault,  // the node says that its value is no measurement
  noData,       // no fresh value
  nodeIdentity,  // quarantined or incompatible
  feedAbnormal,  // commanded off, feedback says that power is on
  commandUnconfirmed,
  eventsLost,
  linkDown,
  recorder,     // the historian cannot write
  feedMissing,  // switched on, feedback says there is no power (may be isolated by hand)
  duplicateAddress,  // two devices answer under a node's address
  exchangedDevice,   // another serial number than the site's
  secondMaster,      // somebody else asks the nodes of a link
  configDrift,       // a node's configuration is not what the site wants
  scanSlow,          // a node's values come further apart than the profile allows
};

// A = normal, B = unacknowledged, C = acknowledged, D = returned unacknowledged.
enum class AlarmState : std::uint8_t { normal, unacknowledged, acknowledged, returned };

// What this event says that is new. Counting alarms = counting `raised`.
enum class AlarmChange : std::uint8_t {
  raised,
  returned,      // the condition went away; acknowledged -> normal, otherwise `returned`
  acknowledged,
  peak,          // the value became worse; at most one per second and alarm
  silenced,
  soundsAgain,   // priority 1, still unacknowledged a minute after it was silenced
  superseded,    // returned unacknowledged, and then raised anew under the next AlarmId
  restored,      // stood at the last shutdown; unacknowledged ones sound again
};

// What the condition belongs to: exactly one of these is meaningful, by kind.
struct AlarmSource {
  enum class Type : std::uint8_t { point, node, relay, link, system } type = Type::system;
  std::uint32_t id = 0;
  auto operator<=>(const AlarmSource&) const = default;
};

// The state of one alarm after a change. What the historian stores and the screen shows.
struct AlarmEvent {
  AlarmId id;              // one number per occurrence (activation), never re-used
  AlarmSource source;
  AlarmKind kind = AlarmKind::alarm;
  Priority priority = Priority::medium;
  AlarmState state = AlarmState::normal;
  AlarmChange change = AlarmChange::raised;
  Instant at;              // of this change
  Instant raisedAt;        // of the activation
  Quantity value;          // that caused the change (unit none where there is no number)
  Quantity limit;          // that it was compared with
  Quantity peak;           // worst value since the activation
  OperatorId by;           // of an acknowledgement
  bool firstOut = false;
  bool audible = false;    // the horn sounds for this one now
};

// Wording of an alarm and of what the operator is to do: texts, translated at the edge.
// A source that the site does not know (an old journal) is written as its number.
struct Site;
Phrase alarmText(const AlarmEvent& alarm, const Site& site);
Phrase alarmResponse(const AlarmEvent& alarm, const Site& site);

}  // namespace firedamp
