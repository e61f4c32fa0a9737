// What people ask of alarms, and the answers that are no state of an alarm. Reasons are kept and
// shown; an empty one is refused where it says "needed".
#pragma once

#include <cstdint>
#include <string>

#include "domain/alarm.h"
#include "domain/command.h"

namespace firedamp {

// AcknowledgeRequest and SilenceRequest: domain/command.h.

// Ends a latched, acknowledged alarm whose condition has gone.
struct ResetAlarmRequest { AlarmId alarm; Origin origin; };

// Takes a condition out of sight for a time [TimedShelve]; reason needed. Kinds and places that
// are never shelved, and times over the policy's, are refused. Shelving anew prolongs.
struct ShelveRequest { AlarmKey condition; Duration limit{0}; Origin origin; };

// For maintenance, with a permit (needed) and its expiry. Refused for the same conditions.
struct OutOfServiceRequest {
  AlarmKey condition;
  std::string permit;
  Duration limit{0};
  Origin origin;
};

// Ends either, early.
struct ReturnAlarmRequest { AlarmKey condition; Origin origin; };

// What was done about an occurrence. Trips and abnormal feed are closed only with cause and
// action (mine-rules CN-15). Empty texts keep what was written before.
struct DispositionRequest {
  AlarmId alarm;
  std::string told;    // who was told
  std::string cause;
  std::string action;
  bool close = false;
  Origin origin;
};

// The engine did not do what was asked of an alarm; the alarm is as it was.
struct AlarmRefusal {
  enum class Asked : std::uint8_t {
    acknowledge, reset, shelve, outOfService, comeBack, disposition
  } asked = Asked::acknowledge;
  AlarmId alarm;       // 0: the request names a condition without an occurrence
  AlarmSource source;  // as far as known
  AlarmKind kind = AlarmKind::high;
  Instant at;
  Origin origin;
  Phrase why;
};

// The record of one occurrence that must be accounted for, as it stands.
struct AlarmDisposition {
  AlarmId alarm;
  AlarmSource source;
  AlarmKind kind = AlarmKind::high;
  Instant raisedAt;
  Instant at;          // of this entry
  OperatorId by;       // 0: opened by the supervisor
  std::string told, cause, action;
  bool closed = false;
};

// More alarms called upon the operator than a person can handle (mine-rules 3.3), or again not.
struct AlarmFlood {
  bool on = false;
  Instant at;
  std::uint32_t annunciated = 0;  // within the policy's window
};

}  // namespace firedamp
