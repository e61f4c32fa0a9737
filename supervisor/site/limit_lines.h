// Where a limit is written, for explanations: file and line of the site's directory.
#pragma once

#include <filesystem>
#include <string>

#include "domain/alarm.h"
#include "domain/site.h"

namespace firedamp {

// "points.toml:12", or "rules/cn-2016.toml:30" for a limit of the location class; empty when it is
// found in neither. Reads the files anew: an edit since the start shows as another line.
std::string limitLine(const std::filesystem::path& directory, const Site& site, PointId point,
                      AlarmKind kind);

}  // namespace firedamp
