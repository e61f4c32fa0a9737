// Which row of the database belongs to which thing of the site. The site may be edited between
// runs: an index of today is not the index of yesterday, a tag is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/site.h"
#include "historian/sqlite.h"

namespace firedamp {

struct TagRows {
  // Row of each thing, by its index in the site; 0 = has no row.
  std::vector<std::int64_t> links, nodes, points, relays, areas;
};

// Adds or updates a row for everything in the site. SQLite's code.
int registerTags(Database& database, const Site& site, TagRows& rows);
// Finds the rows that are there.
TagRows findTags(Database& database, const Site& site);

std::optional<std::uint32_t> indexOf(const std::vector<std::int64_t>& rows, std::int64_t row);

}  // namespace firedamp
