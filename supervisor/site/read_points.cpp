#include <algorithm>
#include <map>

#include "site/reading.h"

namespace firedamp {
namespace {

bool carries(NodeClass nodeClass, PointKind kind) {
  switch (nodeClass) {
    case NodeClass::methane:
      return kind == PointKind::methane || kind == PointKind::temperature ||
             kind == PointKind::voltage;
    case NodeClass::flow:
      return kind == PointKind::flow || kind == PointKind::total ||
             kind == PointKind::pressure || kind == PointKind::temperature;
    case NodeClass::relay: break;
  }
  return false;
}

LimitSet classLimits(TableReader& reader, const PointSite& point, const SiteReading& reading) {
  LimitSet none;
  none.limits.staleAfter = reading.staleAfter;
  const auto name = reader.text("class");
  none.doubtful = true;
  if (!name) return none;
  const auto found = reading.rules.find(name->text);
  if (found == reading.rules.end()) {
    std::vector<std::string> names;
    for (const auto& rule : reading.rules) names.push_back(rule.first);
    const std::string meant = nearest(name->text, names);
    if (!reading.rulesWhole) return none;
    reader.fault("class", name->at,
                 meant.empty() ? Phrase{PHRASE("profile %1 has no class \"%2\""),
                                        {reading.site.profile, name->text}}
                               : Phrase{PHRASE("profile %1 has no class \"%2\"; did you mean "
                                               "\"%3\"?"),
                                        {reading.site.profile, name->text, meant}});
    return none;
  }
  if (found->second.shows != point.kind) {
    const auto& kinds = pointKindNames();
    reader.fault("class", name->at,
                 {PHRASE("class \"%1\" is for %2, this point shows %3"),
                  {name->text, kinds[static_cast<std::size_t>(found->second.shows)],
                   kinds[static_cast<std::size_t>(point.kind)]}});
    return none;
  }
  return found->second.set;
}

void readPointLimits(TableReader& reader, PointSite& point, SiteReading& reading) {
  LimitSet set;
  set.limits.staleAfter = reading.staleAfter;
  if (reader.has("class")) {
    set = classLimits(reader, point, reading);
    point.locationClass = reader.textOr("class", "");
    const auto rule = reading.rules.find(point.locationClass);
    if (rule != reading.rules.end()) point.powerOff = rule->second.powerOff;
  }
  if (std::optional<TableReader> own = reader.table("limits")) {
    const auto reason = own->text("reason");
    if (!set.source.empty()) set.source += "; ";
    set.source += "changed here: " + (reason ? reason->text : "");
    readLimits(*own, point.kind, set);
    own->finish();
  } else if (point.kind == PointKind::methane && !reader.has("class")) {
    reader.missing("class", "a location class of the profile, or [point.limits] with a reason: "
                            "methane is never without limits");
  }
  if (set.doubtful) {
    reading.doubtful.insert(PointId{static_cast<std::uint32_t>(reading.site.points.size())});
  }
  point.limits = set.limits;
  point.limitsSource = set.source;
}

void checkRegister(TableReader& reader, const PointSite& point, const SiteReading& reading) {
  const NodeSite& node = reading.site.nodes.at(point.node.value);
  const TomlValue* shows = reader.value("shows");
  const std::string& kind = pointKindNames()[static_cast<std::size_t>(point.kind)];
  if (!carries(node.nodeClass, point.kind)) {
    reader.fault("shows", shows->at,
                 {PHRASE("node \"%1\" is of a class that has no %2"), {node.tag, kind}});
  }
  for (const PointSite& other : reading.site.points) {
    if (other.node == point.node && other.kind == point.kind) {
      reader.fault("shows", shows->at,
                   {PHRASE("point \"%1\" shows %2 of this node already"), {other.tag, kind}});
    }
  }
}

}  // namespace

void readPoints(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  std::map<std::size_t, TableReader> plausible;  // read when all points are known
  for (TableReader& reader : all.tables("point")) {
    PointSite point;
    point.tag = reading.points.define(reader);
    point.name = reader.label("name");
    const auto node = reading.nodes.find(reader, "node");
    point.node = NodeId{node.value_or(0)};
    const auto shows = reader.choice("shows", pointKindNames());
    if (shows) {
      point.kind = static_cast<PointKind>(*shows);
      point.unit = unitOf(point.kind);
      readPointLimits(reader, point, reading);
      if (node) checkRegister(reader, point, reading);
    } else {
      for (const char* key : {"class", "limits"}) reader.value(key);
      reading.doubtful.insert(PointId{static_cast<std::uint32_t>(reading.site.points.size())});
    }
    if (auto table = reader.table("plausible")) {
      plausible.emplace(reading.site.points.size(), *table);
    }
    reading.site.points.push_back(point);
    reader.finish();
  }
  if (reading.site.points.empty()) all.missing("point", "at least one [[point]]");
  if (!file.whole) reading.points.incomplete();
  for (auto& [index, reader] : plausible) {
    readPlausible(reader, reading.site.points[index], reading);
  }
  readBalances(all, reading);
  all.finish();
}

}  // namespace firedamp
