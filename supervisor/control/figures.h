// The alarm system's own figures over the last hours, from the recording.
#pragma once

#include "control/json_of.h"
#include "domain/site.h"
#include "historian/history_reader.h"

namespace firedamp {

// Of the `hours` before `now`, or of the newest figureRowsMax rows of the journal where there are
// more: `from` says since when. Reads the database: some seconds where there are many.
inline constexpr std::size_t figureRowsMax = 200'000;
Json alarmFiguresOf(HistoryReader& history, const Site& site, Instant now, std::int64_t hours);

}  // namespace firedamp
