// Tags in texts about things that an old journal knows and today's site may not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/alarm.h"
#include "domain/site.h"

namespace firedamp {

// The tag of a thing by its index; an index that the site does not know is written as "#7".
template <typename Things>
std::string tagOf(const Things& things, std::uint32_t id) {
  return id < things.size() ? things[id].tag : "#" + std::to_string(id);
}

// Of the thing that an alarm belongs to; the site's own for system alarms.
std::string sourceTag(const AlarmSource& source, const Site& site);
// Its inverse: the first point, relay, node or link of that tag, or the site itself.
std::optional<AlarmSource> sourceOfTag(std::string_view tag, const Site& site);

}  // namespace firedamp
