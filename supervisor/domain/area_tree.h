// Where alarms belong: the area of a source, the areas around it, and what to do there in the
// mine's own words.
#pragma once

#include <optional>
#include <vector>

#include "domain/alarm.h"
#include "domain/label.h"
#include "domain/site.h"

namespace firedamp {

// The innermost area that names the point or relay; of a node, of the first of its points or
// relays that has one. Nothing for links and for the system.
std::optional<AreaId> areaOf(const AlarmSource& source, const Site& site);

// The same for every point of the site, in one pass.
std::vector<std::optional<AreaId>> areasOfPoints(const Site& site);

// What the site says for this kind at this place: the nearest word, from the source over its area
// and the areas around it to the whole mine. Nothing: alarmResponse() has the usual words.
std::optional<Label> guidanceFor(AlarmKey key, const Site& site);

}  // namespace firedamp
