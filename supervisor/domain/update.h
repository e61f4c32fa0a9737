// What leaves the core, for the historian and for the screen; and what enters it from people.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "domain/alarm.h"
#include "domain/alarm_request.h"
#include "domain/command.h"
#include "domain/node.h"
#include "domain/people.h"
#include "domain/rule_record.h"
#include "domain/rule_request.h"
#include "domain/sample.h"

namespace firedamp {

// A power-off area: roadways whose supply hangs on its relays.
struct AreaReport {
  enum class Power : std::uint8_t { unknown, on, off, stillOn } power = Power::unknown;
  AreaId area;
  Instant at;
};

// The supervisor's own parts.
struct HealthReport {
  enum class Part : std::uint8_t { engine, recorder, horn } part = Part::engine;
  bool ok = false;
  Instant at;
  std::string detail;
};

using Update = std::variant<Sample, NodeReport, RelayReport, NodeEvent, EventsLost, LinkReport,
                            AlarmEvent, CommandEvent, AreaReport, HealthReport, PeopleEvent,
                            RuleRecord, AlarmRefusal, AlarmDisposition, AlarmFlood>;

using Request = std::variant<TripRequest, RestoreRequest, ConfirmRequest, CancelRequest,
                             NodeRequest, AcknowledgeRequest, SilenceRequest, AreaTripRequest,
                             ScopeTripRequest, BypassRequest, EndBypassRequest,
                             PeopleCheckRequest, RecordTestRequest, LockTestRequest,
                             UnlockFansRequest, ResetAlarmRequest, ShelveRequest,
                             OutOfServiceRequest, ReturnAlarmRequest, DispositionRequest>;

// The instant of an update, whatever it is.
Instant instantOf(const Update& update);

// The number of the thing whose state it is, among those of its kind: a later one takes its place.
// Nothing for alarms and for what happens once.
std::optional<std::uint64_t> stateNumber(const Update& update);

}  // namespace firedamp
