// What of an engine survives a restart: read from the recording before it starts, and itself part
// of the recording, so that a replay starts from the same.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/alarm.h"
#include "domain/alarm_request.h"
#include "domain/node.h"
#include "domain/rule_record.h"

namespace firedamp {

struct Restored {
  std::vector<StoredEvent> events;       // newest stored event of each node
  std::vector<AlarmEvent> standing;      // last state of every alarm that is not back to normal
  std::vector<AlarmDisposition> dispositions;  // open accounts of alarms
  std::uint32_t lastAlarm = 0;           // highest AlarmId ever used
  std::uint32_t lastCommand = 0;
  std::vector<RuleRecord> rules;  // last record of each topic and tag, refusals left out
};

}  // namespace firedamp
