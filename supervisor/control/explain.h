// Why: everything that is recorded about one alarm or one command, in one answer. Read from the
// historian, so it explains what happened long ago just as well. Blocking; not on the core's
// thread.
#pragma once

#include <functional>
#include <string>

#include "control/json_of.h"
#include "historian/history_reader.h"

namespace firedamp {

// "points.toml:12" of the limit that an alarm of this kind compares with; empty: not known.
using LimitLine = std::function<std::string(PointId, AlarmKind)>;

// null: nothing is recorded under this number.
Json explained(AlarmId alarm, HistoryReader& history, const Site& site, const LimitLine& line);
Json explained(CommandId command, HistoryReader& history, const Site& site);

}  // namespace firedamp
