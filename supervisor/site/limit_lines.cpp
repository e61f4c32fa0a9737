#include "site/limit_lines.h"

#include <algorithm>
#include <vector>

#include "site/toml_tree.h"

namespace firedamp {
namespace {

// How the keys of this limit begin; the unit's suffix follows.
const char* keyStart(AlarmKind kind) {
  switch (kind) {
    case AlarmKind::warning: return "warn_";
    case AlarmKind::high: return "alarm_";
    case AlarmKind::highHigh: return "trip_";
    case AlarmKind::low: return "low_";
    default: return nullptr;
  }
}

const TomlValue* find(const TomlValue& table, const std::string& key) {
  const auto* entries = std::get_if<TomlValue::Table>(&table.content);
  if (entries == nullptr) return nullptr;
  const auto found = std::find_if(entries->begin(), entries->end(),
                                  [&key](const TomlEntry& entry) { return entry.key == key; });
  return found == entries->end() ? nullptr : &found->value;
}

// Line of the limit itself: not of its reset, which begins alike.
std::uint32_t lineIn(const TomlValue* table, const std::string& start) {
  const auto* entries = table == nullptr ? nullptr : std::get_if<TomlValue::Table>(&table->content);
  if (entries == nullptr) return 0;
  for (const TomlEntry& entry : *entries) {
    const bool reset = entry.key.find("reset") != std::string::npos;
    if (!reset && entry.key.rfind(start, 0) == 0) return entry.at.line;
  }
  return 0;
}

const TomlValue* pointTable(const TomlValue& root, const std::string& tag) {
  const TomlValue* points = find(root, "point");
  const auto* list = points == nullptr ? nullptr : std::get_if<TomlValue::List>(&points->content);
  if (list == nullptr) return nullptr;
  for (const TomlValue& point : *list) {
    const TomlValue* named = find(point, "tag");
    const auto* text = named == nullptr ? nullptr : std::get_if<std::string>(&named->content);
    if (text != nullptr && *text == tag) return &point;
  }
  return nullptr;
}

}  // namespace

std::string limitLine(const std::filesystem::path& directory, const Site& site, PointId point,
                      AlarmKind kind) {
  const char* start = keyStart(kind);
  if (start == nullptr || point.value >= site.points.size()) return {};
  const PointSite& wanted = site.points[point.value];
  FaultList ignored;  // the site was read without faults at the start
  SiteFiles files{directory};
  const TomlFile points = readToml(files, "points.toml", ignored);
  const TomlValue* table = pointTable(points.root, wanted.tag);
  const std::uint32_t own = table == nullptr ? 0 : lineIn(find(*table, "limits"), start);
  if (own != 0) return "points.toml:" + std::to_string(own);
  const std::string name = "rules/" + site.profile + ".toml";
  const TomlFile rules = readToml(files, name, ignored);
  const TomlValue* classes = find(rules.root, "class");
  const TomlValue* location = classes == nullptr ? nullptr : find(*classes, wanted.locationClass);
  const std::uint32_t line = lineIn(location, start);
  return line == 0 ? std::string{} : name + ":" + std::to_string(line);
}

}  // namespace firedamp
