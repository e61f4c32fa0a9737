// What has been read of a site so far, and the readers of its files, in the order they must run:
// a file refers only to tags of files before it.
#pragma once

#include <map>
#include <set>
#include <string>

#include "domain/site.h"
#include "site/tag_index.h"

namespace firedamp {

// Limits while they are merged from a location class and a point's own words.
struct LimitSet {
  Limits limits;
  bool alarmReleaseKnown = false, tripReleaseKnown = false, lowReleaseKnown = false;
  bool doubtful = false;  // a fault was reported: what is missing here proves nothing
  std::string source;  // with the doubt
};

// A location class of the rules profile.
struct RuleClass {
  PointKind shows = PointKind::methane;
  LimitSet set;
  Label place, powerOff;  // where it holds, and what its trip must cut
};

struct SiteReading {
  Site site;
  FaultList faults;
  TagIndex links{"link"}, nodes{"node"}, points{"point"}, relays{"relay"}, areas{"area"},
      scopes{"scope"}, interlocks{"interlock"}, fanGroups{"fan group"};
  std::map<std::string, RuleClass> rules;
  bool rulesWhole = true;
  std::set<PointId> doubtful;  // points with a fault in their limits
  Duration staleAfter = Limits{}.staleAfter;  // the profile's
};

void readLinks(const TomlFile& file, SiteReading& reading);
void readNodes(const TomlFile& file, SiteReading& reading);
// read_holds.cpp: [node.holds].
void readHolds(TableReader& reader, NodeSite& node);
void readRules(const TomlFile& file, SiteReading& reading);
void readPoints(const TomlFile& file, SiteReading& reading);
void readRelays(const TomlFile& file, SiteReading& reading);  // with areas and interlocks
// read_plausible.cpp; the points must all be known.
void readPlausible(TableReader& reader, PointSite& point, const SiteReading& reading);
void readBalances(TableReader& points, SiteReading& reading);
void readMap(const TomlFile& file, SiteReading& reading);
void readAlarms(const TomlFile& file, SiteReading& reading);

// Parts of these, in files of their own.
void readRuleNumbers(TableReader& profile, SiteReading& reading);
void readInterlocks(TableReader& all, bool whole, SiteReading& reading);
void checkLoops(TableReader& all, const std::vector<Spot>& relaySpots, SiteReading& reading);

// limits_reader.cpp: the kinds of point by the name that files use, and limits with their unit in
// the key ("alarm_pct").
const std::vector<std::string>& pointKindNames();  // index = PointKind
Unit unitOf(PointKind kind);
const char* unitSuffix(Unit unit);  // of a key: "_pct"
// Limits that `reader` names replace those of `set`. Then the whole is checked for order.
void readLimits(TableReader& reader, PointKind kind, LimitSet& set);

}  // namespace firedamp
