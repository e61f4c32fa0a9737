// The life of one alarm as a table, state x trigger, every cell filled. States and words after
// ISA-18.2 (A normal, B unacknowledged, C acknowledged, D returned unacknowledged; no claim).
// The horn: an occurrence sounds from its beginning until it is acknowledged or silenced, also
// when its cause has gone meanwhile: an excursion of a second must not fall silent unseen.
#pragma once

#include <string>

#include "domain/alarm.h"

namespace firedamp {

enum class AlarmTrigger : std::uint8_t { raise, clear, acknowledge };

enum class AlarmEffect : std::uint8_t {
  none,       // the trigger says nothing new here
  begin,      // a new occurrence: next AlarmId, horn
  beginNext,  // the old occurrence ends as superseded, then `begin`
  report,     // same occurrence, new state
};

struct AlarmCell {
  AlarmState next = AlarmState::normal;
  AlarmEffect effect = AlarmEffect::none;
  bool operator==(const AlarmCell&) const = default;
};

AlarmCell alarmCell(AlarmState state, AlarmTrigger trigger);

// The table as Markdown, for DESIGN.md.
std::string alarmTableText();

}  // namespace firedamp
