// One line of text per update, the same bytes for the same update on every machine: what a
// headless engine prints, what golden tests compare. English; the screen has its own rendering.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

// "03:07:42.250 CH4-01 ALARM trip P1 unacknowledged 1.52 %CH4 (limit 1.50 %CH4) ...". Times of day
// are UTC plus `utcOffset` (minutes east of Greenwich as a Duration). No line break at the end.
std::string journalText(const Update& update, const Site& site, Duration utcOffset);

// "03:07:42.250".
std::string timeOfDayText(Instant at, Duration utcOffset);

std::string kindText(AlarmKind kind);
std::optional<AlarmKind> kindOfText(std::string_view text);  // its inverse
std::string alarmStateText(AlarmState state);
std::string changeText(AlarmChange change);

}  // namespace firedamp
