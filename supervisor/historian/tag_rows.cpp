#include "historian/tag_rows.h"

#include <algorithm>

#include "historian/names.h"

namespace firedamp {
namespace {

// Runs an upsert that returns the row's id.
template <typename... Values>
int upsert(Statement& statement, std::vector<std::int64_t>& rows, const Values&... values) {
  const int code = statement.with(values...).step();
  if (code != SQLITE_ROW) return code;
  rows.push_back(statement.integer(0));
  return statement.run() == SQLITE_OK ? SQLITE_OK : SQLITE_ERROR;
}

std::string unitWord(Unit unit) { return wordOf(unit); }

int registerNetwork(Database& database, const Site& site, TagRows& rows) {
  Statement link{database,
                 "INSERT INTO link(tag, kind) VALUES(?1, ?2)"
                 " ON CONFLICT(tag) DO UPDATE SET kind = ?2 RETURNING id"};
  for (const LinkSite& each : site.links) {
    const int code = upsert(link, rows.links, each.tag, wordOf(each.kind));
    if (code != SQLITE_OK) return code;
  }
  Statement node{database,
                 "INSERT INTO node(tag, class, place_en, place_zh) VALUES(?1, ?2, ?3, ?4)"
                 " ON CONFLICT(tag) DO UPDATE SET class = ?2, place_en = ?3, place_zh = ?4"
                 " RETURNING id"};
  for (const NodeSite& each : site.nodes) {
    const int code = upsert(node, rows.nodes, each.tag, wordOf(each.nodeClass), each.place.en,
                            each.place.zh);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int registerPlaces(Database& database, const Site& site, TagRows& rows) {
  Statement relay{database,
                  "INSERT INTO relay(tag, name_en, name_zh) VALUES(?1, ?2, ?3)"
                  " ON CONFLICT(tag) DO UPDATE SET name_en = ?2, name_zh = ?3 RETURNING id"};
  for (const RelaySite& each : site.relays) {
    const int code = upsert(relay, rows.relays, each.tag, each.name.en, each.name.zh);
    if (code != SQLITE_OK) return code;
  }
  Statement area{database,
                 "INSERT INTO area(tag, name_en, name_zh) VALUES(?1, ?2, ?3)"
                 " ON CONFLICT(tag) DO UPDATE SET name_en = ?2, name_zh = ?3 RETURNING id"};
  for (const AreaSite& each : site.areas) {
    const int code = upsert(area, rows.areas, each.tag, each.name.en, each.name.zh);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int registerPoints(Database& database, const Site& site, TagRows& rows) {
  Statement point{database,
                  "INSERT INTO point(tag, unit, decimals, name_en, name_zh)"
                  " VALUES(?1, ?2, ?3, ?4, ?5)"
                  " ON CONFLICT(tag, unit) DO UPDATE SET name_en = ?4, name_zh = ?5"
                  " RETURNING id"};
  for (const PointSite& each : site.points) {
    const int code = upsert(point, rows.points, each.tag, unitWord(each.unit),
                            unitFacts(each.unit).decimals, each.name.en, each.name.zh);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

template <typename Things>
void findEach(Database& database, const char* sql, const Things& things,
              std::vector<std::int64_t>& rows) {
  Statement statement{database, sql};
  for (const auto& each : things) {
    rows.push_back(statement.with(each.tag).step() == SQLITE_ROW ? statement.integer(0) : 0);
  }
}

}  // namespace

int registerTags(Database& database, const Site& site, TagRows& rows) {
  rows = {};
  int code = registerNetwork(database, site, rows);
  if (code == SQLITE_OK) code = registerPoints(database, site, rows);
  if (code == SQLITE_OK) code = registerPlaces(database, site, rows);
  return code;
}

TagRows findTags(Database& database, const Site& site) {
  TagRows rows;
  findEach(database, "SELECT id FROM link WHERE tag = ?", site.links, rows.links);
  findEach(database, "SELECT id FROM node WHERE tag = ?", site.nodes, rows.nodes);
  findEach(database, "SELECT id FROM relay WHERE tag = ?", site.relays, rows.relays);
  findEach(database, "SELECT id FROM area WHERE tag = ?", site.areas, rows.areas);
  Statement point{database, "SELECT id FROM point WHERE tag = ? AND unit = ?"};
  for (const PointSite& each : site.points) {
    const int code = point.with(each.tag, unitWord(each.unit)).step();
    rows.points.push_back(code == SQLITE_ROW ? point.integer(0) : 0);
  }
  return rows;
}

std::optional<std::uint32_t> indexOf(const std::vector<std::int64_t>& rows, std::int64_t row) {
  const auto found = std::find(rows.begin(), rows.end(), row);
  if (row == 0 || found == rows.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - rows.begin());
}

}  // namespace firedamp
