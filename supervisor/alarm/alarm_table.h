// The life of one alarm as a table, state x trigger, every cell filled. States and words after
// ISA-18.2 (no claim). The horn: an occurrence sounds from its beginning until it is acknowledged
// or silenced, also when its cause has gone meanwhile: an excursion of a second must not fall
// silent unseen. Inhibited states sound never, but what happens beneath them is told and kept.
#pragma once

#include <string>

#include "domain/alarm.h"

namespace firedamp {

enum class AlarmTrigger : std::uint8_t {
  raise,              // the condition begins
  clear,              // it ends
  clearLatching,      // it ends, and its kind is latched
  acknowledge,
  reset,              // of a latched alarm
  reAlarm,            // acknowledged too long ago
  shelve,
  suppress,           // another alarm explains it
  removeFromService,
  // The inhibition ends, and beneath it ...
  releaseNormal,      // there is nothing
  releaseActive,      // the condition is present
  releaseReturned,    // it has gone; an annunciated occurrence was never acknowledged
  releaseLatched,     // it has gone and is latched
  releaseSuppressed,  // another alarm explains it
};
inline constexpr std::size_t alarmTriggerCount =
    static_cast<std::size_t>(AlarmTrigger::releaseSuppressed) + 1;

enum class AlarmEffect : std::uint8_t {
  none,       // the trigger says nothing new here
  begin,      // a new occurrence: next AlarmId, horn
  beginNext,  // the old occurrence ends as superseded, then `begin`
  beginMute,  // the same without the horn: nobody is called
  report,     // same occurrence, new state
  sound,      // the same with the horn: somebody is called again
  beneath,    // inhibited: only what is beneath changes
};
inline constexpr std::size_t alarmEffectCount =
    static_cast<std::size_t>(AlarmEffect::beneath) + 1;

struct AlarmCell {
  AlarmState next = AlarmState::normal;
  AlarmEffect effect = AlarmEffect::none;
  bool operator==(const AlarmCell&) const = default;
};

AlarmCell alarmCell(AlarmState state, AlarmTrigger trigger);

// The table as Markdown, for DESIGN.md.
std::string alarmTableText();

}  // namespace firedamp
