// Alarms: one object per condition. States and words of ISA-18.2 / IEC 62682, attribute names of
// OPC UA Part 9 where there is one (named in brackets); inspired by them, no claim.
#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.h"
#include "domain/phrase.h"
#include "domain/quantity.h"
#include "domain/time.h"

namespace firedamp {

// [Severity] 1 to 5.
enum class Priority : std::uint8_t { emergency = 1, high, medium, low, diagnostic };

enum class AlarmKind : std::uint8_t {
  lowLow,     // low trip limit of a point
  low,        // low alarm limit (air flow)
  warning,    // limit below the high alarm limit
  high,       // high alarm limit
  highHigh,   // high trip limit: power is cut
  rate,       // changes faster than it may
  deviation,  // away from what other values say it must be (cross-check, mass balance)
  noData,     // no fresh value
  stuck,      // the value does not move although it should
  deviceFault,   // the node says that its value is no measurement
  nodeIdentity,  // quarantined or incompatible
  duplicateAddress,  // two devices answer under a node's address
  exchangedDevice,   // another serial number than the site's
  secondMaster,      // somebody else asks the nodes of a link
  feedAbnormal,  // commanded off, feedback says that power is on
  feedMissing,   // switched on, feedback says there is no power (may be isolated by hand)
  discrepancy,   // two words about one thing disagree (coil and command, fan and flow)
  commandUnconfirmed,
  logic,         // relations that the layout of the mine forbids (over limit without alarm ...)
  faultLock,     // a fault interlock holds its area without power
  mainFan,       // a main fan stopped
  bypass,        // an interlock is bypassed
  testDue,       // calibration, bump test or lock test is overdue
  configDrift,   // a node's configuration is not what the site wants
  scanSlow,      // a node's values come further apart than the profile allows
  eventsLost,
  linkDown,
  recorder,      // the historian cannot write
  horn,          // the horn cannot be heard
};
inline constexpr std::size_t alarmKindCount = static_cast<std::size_t>(AlarmKind::horn) + 1;

// A limit of a point, with a value and the limit to compare it with.
constexpr bool isLimit(AlarmKind kind) { return kind <= AlarmKind::highHigh; }
// The limits that cut power.
constexpr bool isTrip(AlarmKind kind) {
  return kind == AlarmKind::lowLow || kind == AlarmKind::highHigh;
}

enum class AlarmState : std::uint8_t {
  normal,               // A
  unacknowledged,       // B active
  acknowledged,         // C active
  returned,             // D not active any more, unacknowledged
  latched,              // E not active any more, latched, unacknowledged
  latchedAcknowledged,  // F waits for a reset
  shelved,              // G by a person, for a time [ShelvingState]
  suppressed,           // H by design: another alarm explains it [SuppressedState]
  outOfService,         // I with a permit [OutOfServiceState]
};
inline constexpr std::size_t alarmStateCount =
    static_cast<std::size_t>(AlarmState::outOfService) + 1;

// Not annunciated. Trips, feed checks, recording and counting go on beneath.
constexpr bool isInhibited(AlarmState state) { return state >= AlarmState::shelved; }
constexpr bool needsAcknowledge(AlarmState state) {
  return state == AlarmState::unacknowledged || state == AlarmState::returned ||
         state == AlarmState::latched;
}
constexpr bool isLatched(AlarmState state) {
  return state == AlarmState::latched || state == AlarmState::latchedAcknowledged;
}

// What this event says that is new.
enum class AlarmChange : std::uint8_t {
  raised,        // a new occurrence; in an inhibited state it is not annunciated
  returned,      // the condition went away
  acknowledged,
  peak,          // the value became worse; at most one per second and alarm
  silenced,
  soundsAgain,   // priority 1, still unacknowledged a minute after it was silenced
  superseded,    // this occurrence ends because the next one begins under the next AlarmId
  restored,      // stood at the last shutdown; unacknowledged ones sound again
  reset,         // of a latched alarm whose condition has gone
  reAlarmed,     // acknowledged long ago and still active: unacknowledged again [ReAlarmTime]
  inhibited,     // shelved, suppressed or out of service, as `state` says
  released,      // the inhibition ended, or a weaker one remains
  marked,        // `marks` changed
  graded,        // `grade` changed
};
inline constexpr std::size_t alarmChangeCount = static_cast<std::size_t>(AlarmChange::graded) + 1;

// Suggestions about an alarm that is a nuisance. They never hide anything.
struct NuisanceMark {
  static constexpr std::uint8_t chattering = 1;  // comes and goes: deadband or delay too small
  static constexpr std::uint8_t fleeting = 2;    // goes before anybody could act
  static constexpr std::uint8_t stale = 4;       // stands so long that it says nothing new
};

// What the condition belongs to: exactly one of these is meaningful, by kind.
struct AlarmSource {
  enum class Type : std::uint8_t { point, node, relay, link, system } type = Type::system;
  std::uint32_t id = 0;
  auto operator<=>(const AlarmSource&) const = default;
};

// One condition. It has one alarm, whatever happens to it.
struct AlarmKey {
  AlarmSource source;
  AlarmKind kind = AlarmKind::high;
  auto operator<=>(const AlarmKey&) const = default;
};

// The state of one alarm after a change. What the historian stores and the screen shows.
struct AlarmEvent {
  AlarmId id;              // one number per occurrence (activation), never re-used
  AlarmSource source;
  AlarmKind kind = AlarmKind::high;
  Priority priority = Priority::medium;
  AlarmState state = AlarmState::normal;
  AlarmChange change = AlarmChange::raised;
  Instant at;              // of this change
  Instant raisedAt;        // of the activation
  Quantity value;          // that caused the change (unit none where there is no number)
  Quantity limit;          // that it was compared with
  Quantity peak;           // worst value since the activation
  OperatorId by;           // who acknowledged, silenced, shelved ...
  bool firstOut = false;
  bool audible = false;    // the horn sounds for this one now
  // What is beneath, also while it is inhibited.
  bool active = false;     // [ActiveState] the condition is present
  bool owed = false;       // not [AckedState]: an annunciated occurrence waits to be seen
  bool holds = false;      // [LatchedState]
  std::string comment;     // answer of the acknowledgement, reason of the shelving, permit
  Instant until;           // end of shelving or of being out of service; Instant{}: none
  AlarmId cause;           // the alarm that explains a suppressed one; 0: none
  std::uint8_t marks = 0;  // NuisanceMark
  std::uint8_t grade = 0;  // 0 none, 1 (lightest) to 4, by value, duration and extent
  std::uint16_t shelvings = 0;  // times it was shelved since it was last normal and free
};

constexpr AlarmKey keyOf(const AlarmEvent& event) { return {event.source, event.kind}; }

// Somebody was called upon by this event: what ISA-18.2 counts.
constexpr bool isAnnunciation(const AlarmEvent& event) {
  return event.state == AlarmState::unacknowledged &&
         (event.change == AlarmChange::raised || event.change == AlarmChange::reAlarmed ||
          event.change == AlarmChange::released);
}

// Wording of an alarm and of what the operator is to do: texts, translated at the edge.
// A source that the site does not know (an old journal) is written as its number.
struct Site;
Phrase alarmText(const AlarmEvent& alarm, const Site& site);
Phrase alarmResponse(const AlarmEvent& alarm, const Site& site);

}  // namespace firedamp
