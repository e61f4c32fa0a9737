// Scopes, cross-trips, interlocks and groups of fans: who trips what. What contradicts itself is a
// fault at the line that does; loops over several tables: rule_loops.cpp.
#include <algorithm>

#include "site/reading.h"

namespace firedamp {
namespace {

template <typename Id>
std::vector<Id> idsOf(const std::vector<std::uint32_t>& indices) {
  std::vector<Id> ids;
  for (const std::uint32_t index : indices) ids.push_back(Id{index});
  return ids;
}

template <typename Things, typename Thing>
bool contains(const Things& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

bool doubtful(PointId point, const SiteReading& reading) {
  return !reading.rulesWhole || reading.doubtful.count(point) != 0;
}

void needLimit(TableReader& reader, const char* key, PointId id, const char* limit,
               const SiteReading& reading) {
  const PointSite& point = reading.site.points.at(id.value);
  const bool there = std::string_view{limit} == "low" ? point.limits.low.has_value()
                                                      : point.limits.trip.has_value();
  if (there || doubtful(id, reading)) return;
  reader.fault(key, reader.spotOf(key),
               {PHRASE("point \"%1\" has no %2 limit"), {point.tag, limit}});
}

// `relays` and `scope`: at least one of them.
void readOutputs(TableReader& reader, InterlockSite& interlock, SiteReading& reading) {
  interlock.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  if (reader.has("scope")) {
    if (const auto scope = reading.scopes.find(reader, "scope")) {
      interlock.scope = ScopeId{*scope};
      for (RelayId relay : reading.site.scopes.at(*scope).relays) {
        if (!contains(interlock.relays, relay)) interlock.relays.push_back(relay);
      }
    }
  } else if (!reader.has("relays")) {
    reader.missing("relays", "a list of relay tags");
  }
}

void readCrossTrip(TableReader& reader, SiteReading& reading) {
  InterlockSite interlock;
  const auto cause = reading.points.find(reader, "cause");
  readOutputs(reader, interlock, reading);
  reader.value("scope");
  reader.finish();
  if (!cause) return;
  interlock.points = {PointId{*cause}};
  interlock.tag = reading.site.points.at(*cause).tag;
  needLimit(reader, "cause", PointId{*cause}, "trip", reading);
  for (const InterlockSite& other : reading.site.interlocks) {
    if (other.points != interlock.points) continue;
    reader.fault("cause", reader.spotOf("cause"),
                 {PHRASE("point \"%1\" has a cross-trip already; put its relays in one list"),
                  {interlock.tag}});
  }
  reading.site.interlocks.push_back(interlock);
}

// A second stage: the limit of a class of its own at the same points.
void readStage(TableReader& reader, InterlockSite& interlock, const SiteReading& reading) {
  reader.value("stage");
  if (!reader.has("stage")) return;
  const auto name = reader.text("stage");
  if (!name || !reading.rulesWhole) return;
  const auto found = reading.rules.find(name->text);
  if (found == reading.rules.end()) {
    return reader.fault("stage", name->at, {PHRASE("profile %1 has no class \"%2\""),
                                            {reading.site.profile, name->text}});
  }
  const RuleClass& rule = found->second;
  if (!rule.set.limits.trip) {
    return reader.fault("stage", name->at,
                        {PHRASE("class \"%1\" has no %2 limit"), {name->text, "trip"}});
  }
  interlock.stage = StageLimit{*rule.set.limits.trip, rule.set.limits.tripRelease};
  for (PointId id : interlock.points) {
    const PointSite& point = reading.site.points.at(id.value);
    if (point.kind == rule.shows) continue;
    const auto& kinds = pointKindNames();
    reader.fault("stage", name->at,
                 {PHRASE("class \"%1\" is for %2, this point shows %3"),
                  {name->text, kinds[static_cast<std::size_t>(rule.shows)],
                   kinds[static_cast<std::size_t>(point.kind)]}});
  }
}

// Alone it trips what it only votes on elsewhere: one of the two is not meant.
void checkRoles(TableReader& reader, const InterlockSite& interlock, const SiteReading& reading) {
  if (interlock.stage) return;
  for (const InterlockSite& other : reading.site.interlocks) {
    if (other.stage || (other.votes > 1) == (interlock.votes > 1)) continue;
    for (PointId point : interlock.points) {
      const bool shared = std::any_of(
          interlock.relays.begin(), interlock.relays.end(),
          [&](RelayId relay) { return contains(other.relays, relay); });
      if (!shared || !contains(other.points, point)) continue;
      reader.fault("points", reader.spotOf("points"),
                   {PHRASE("point \"%1\" alone trips a relay here or in \"%2\" that it only votes"
                           " on in the other"),
                    {reading.site.points.at(point.value).tag, other.tag}});
    }
  }
}

void readInterlock(TableReader& reader, SiteReading& reading) {
  InterlockSite interlock;
  interlock.tag = reading.interlocks.define(reader);
  interlock.points = idsOf<PointId>(reading.points.findAll(reader, "points"));
  if (!reader.has("points")) reader.missing("points", "a list of point tags");
  readOutputs(reader, interlock, reading);
  const auto most = std::max<std::size_t>(interlock.points.size(), 1);
  interlock.votes = static_cast<std::uint32_t>(
      reader.integerOr("votes", 1, static_cast<std::int64_t>(most), 1));
  readStage(reader, interlock, reading);
  reader.value("scope");
  reader.finish();
  if (!interlock.stage && !reader.has("stage")) {
    for (PointId point : interlock.points) needLimit(reader, "points", point, "trip", reading);
  }
  checkRoles(reader, interlock, reading);
  if (!interlock.points.empty()) reading.site.interlocks.push_back(interlock);
}

void readScope(TableReader& reader, SiteReading& reading) {
  ScopeSite scope;
  scope.tag = reading.scopes.define(reader);
  scope.name = reader.label("name");
  scope.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  if (!reader.has("relays")) reader.missing("relays", "a list of relay tags");
  scope.peopleCheck = reader.flagOr("people_check", false);
  reading.site.scopes.push_back(scope);
  reader.finish();
}

void readFan(TableReader& reader, FanGroupSite& group, SiteReading& reading) {
  FanSite fan;
  const auto relay = reading.relays.find(reader, "relay");
  reader.value("air");
  if (reader.has("air")) {
    if (const auto air = reading.points.find(reader, "air")) {
      fan.air = PointId{*air};
      needLimit(reader, "air", *fan.air, "low", reading);
    }
  }
  reader.finish();
  if (!relay) return;
  fan.relay = RelayId{*relay};
  const auto isIt = [&](const FanSite& other) { return other.relay == fan.relay; };
  bool twice = std::any_of(group.fans.begin(), group.fans.end(), isIt);
  for (const FanGroupSite& other : reading.site.fanGroups) {
    twice = twice || std::any_of(other.fans.begin(), other.fans.end(), isIt);
  }
  if (twice) {
    reader.fault("relay", reader.spotOf("relay"),
                 {PHRASE("relay \"%1\" starts a fan of a group already"),
                  {reading.site.relays.at(*relay).tag}});
  }
  group.fans.push_back(fan);
}

// Outputs of the fan interlock (power goes when the fans stop) and of the methane-fan interlock
// (the fans' starters, locked by gas) must not overlap: a fan that stops would lock itself.
void checkOutputs(TableReader& reader, const FanGroupSite& group, const SiteReading& reading) {
  for (const FanSite& fan : group.fans) {
    if (!contains(group.relays, fan.relay)) continue;
    reader.fault("relays", reader.spotOf("relays"),
                 {PHRASE("relay \"%1\" starts a fan of this group, and the group would trip it:"
                         " the two sets must not overlap"),
                  {reading.site.relays.at(fan.relay.value).tag}});
  }
}

void readFanGroup(TableReader& reader, SiteReading& reading) {
  FanGroupSite group;
  group.tag = reading.fanGroups.define(reader);
  group.name = reader.label("name");
  group.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  group.gas = idsOf<PointId>(reading.points.findAll(reader, "gas"));
  for (TableReader& fan : reader.tables("fan")) readFan(fan, group, reading);
  if (!reader.has("fan")) reader.missing("fan", "at least one [[fan_group.fan]]");
  for (PointId point : group.gas) {
    if (reading.site.points.at(point.value).kind == PointKind::methane) continue;
    reader.fault("gas", reader.spotOf("gas"),
                 {PHRASE("point \"%1\" shows no methane"),
                  {reading.site.points.at(point.value).tag}});
  }
  checkOutputs(reader, group, reading);
  reading.site.fanGroups.push_back(group);
  reader.finish();
}

}  // namespace

void readInterlocks(TableReader& all, bool whole, SiteReading& reading) {
  for (TableReader& reader : all.tables("scope")) readScope(reader, reading);
  if (!whole) reading.scopes.incomplete();
  for (TableReader& reader : all.tables("cross_trip")) readCrossTrip(reader, reading);
  for (TableReader& reader : all.tables("interlock")) readInterlock(reader, reading);
  for (TableReader& reader : all.tables("fan_group")) readFanGroup(reader, reading);
}

}  // namespace firedamp
