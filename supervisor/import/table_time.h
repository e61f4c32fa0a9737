// The instant that a row of a table names, or nothing: no day, hour or leap second is made up.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "site/import_map.h"

namespace firedamp {

// `cells`: the map's time columns, in its order.
std::optional<Instant> timeOfRow(const ImportMap& map, std::span<const std::string_view> cells);

}  // namespace firedamp
