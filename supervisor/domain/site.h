// The mine as configured: plain values, read by site/ from a directory of TOML files.
// Every Id of the project is an index into one of these vectors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/alarm.h"
#include "domain/alarm_policy.h"
#include "domain/ids.h"
#include "domain/label.h"
#include "domain/node.h"
#include "domain/quantity.h"
#include "domain/rule_site.h"
#include "domain/time.h"

namespace firedamp {

enum class LinkKind { modbusTcp, rtuOverTcp, serial };

struct LinkSite {
  std::string tag;
  LinkKind kind = LinkKind::modbusTcp;
  std::string host;         // TCP kinds
  std::uint16_t port = 0;
  std::string device;       // serial: path
  std::uint32_t baud = 9600;
  Duration pollInterval = std::chrono::seconds{1};   // each node's turn, at most
  Duration replyTimeout = std::chrono::milliseconds{500};
};

enum class NodeClass { methane = 1, flow = 2, relay = 3 };

struct NodeSite {
  std::string tag;
  Label place;
  LinkId link;
  std::uint8_t address = 1;     // Modbus unit, 1..247
  NodeClass nodeClass = NodeClass::methane;
  std::uint32_t serial = 0;     // 0: accept any and say so
  // What its CONFIG page shall hold beside the limits of its main point (domain/node_config.h).
  std::vector<NodeRegister> holds{};
};

// Which register of the node a point shows.
enum class PointKind { methane, flow, total, pressure, temperature, voltage };

// Limits in raw units of the point. Absent = not used. High: set at >=, release at <.
struct Limits {
  std::optional<std::int32_t> warn, alarm, trip;     // high
  std::int32_t alarmRelease = 0, tripRelease = 0;    // below: released
  std::optional<std::int32_t> low, lowTrip;          // low: set at <=
  std::int32_t lowRelease = 0;                       // above: released, both
  Duration onDelay{0}, offDelay{0};
  Duration staleAfter = std::chrono::seconds{10};    // no fresh value: noData
};

// How a healthy value of a point behaves (supervisor/quality). Absent or 0 = not judged.
struct Plausibility {
  std::optional<std::int32_t> least, most;  // outside: no value but an instrument's fault code
  std::int32_t step = 1;      // the smallest change that the instrument shows, raw units
  Duration stuckAfter{0};     // unchanged for so long although its mates moved: suspected stuck
  std::vector<PointId> mates;  // points in the same air, which move when this one should
  std::optional<std::int32_t> mostPerMinute;  // raw units per minute; faster is suspect
  std::optional<PointId> twin;  // measures the same: must agree within `twinTolerance`, raw units
  std::int32_t twinTolerance = 0;
  Duration twinFor = std::chrono::seconds{60};  // disagreement counts after this time
};

struct PointSite {
  std::string tag;
  Label name;
  NodeId node;
  PointKind kind = PointKind::methane;
  Unit unit = Unit::methane;
  Limits limits;
  std::string locationClass;  // key of the rules profile, e.g. LW_T1; empty: limits of its own
  std::string limitsSource;   // where the limits come from, with the doubt about them
  Label powerOff;             // what the rule wants cut by its trip; empty: the rule names nothing
  Plausibility plausible{};
};

struct RelaySite {
  std::string tag;
  Label name;
  NodeId node;
  std::uint8_t channel = 0;                        // relay number in the node
  Duration feedbackTimeout = std::chrono::seconds{2};
  std::vector<PointId> gasBelowReset;              // restore permissives: below tripRelease
  std::vector<PointId> airAboveLow;                // restore permissives: above lowRelease
  std::optional<RelayId> upstream;                 // tripped when this one stays fed
};

// Roadways without power when any of its relays is off.
struct AreaSite {
  std::string tag;
  Label name;
  std::vector<RelayId> relays;
  std::vector<PointId> points;   // that measure in it
  std::optional<AreaId> around;  // the area that it is part of; always one before it in the list
};

// Methane does not vanish on its way: what flows out of a stretch of roadway, q = Q * C, is at
// least what flows into it. A breach is reported at the methane point of `out`.
struct GasStation {
  PointId gas, air;
};
struct MassBalance {
  std::string tag;
  std::vector<GasStation> in;
  GasStation out;
  std::int32_t tolerance_percent = 20;  // of what flows in
  Duration lasting = std::chrono::seconds{60};
};

// Mimic map, in its own coordinates (x right, y down).
struct MapPosition { double x = 0; double y = 0; };
struct Roadway {
  Label name;
  std::vector<MapPosition> line;
  std::optional<AreaId> area;
  int airflow = 0;          // +1 along the line, -1 against, 0 unknown
};
struct MapTile {
  enum class Shows { point, relay } shows = Shows::point;
  std::uint32_t id = 0;     // PointId or RelayId
  MapPosition at;
};
struct MineMap {
  double width = 1600, height = 900;
  std::vector<Roadway> roadways;
  std::vector<MapTile> tiles;
};

// How the mine's history is kept. Design values; a site's own in site.toml, [recording].
struct RecordingSite {
  std::uint64_t diskWarn_mib = 2048;  // below: the recorder's alarm
  std::uint64_t diskStop_mib = 512;   // below: nothing but the journal
  std::int64_t rawKept_months = 24;   // beside the current one; older: trends only; 0: for ever
  std::string archiveDirectory;       // of copies, in the recording's or absolute; empty: none
};

struct Site {
  std::string tag;
  Label name;
  std::string profile;          // rules profile, e.g. "cn-2016"
  std::string profileSource;    // where its numbers come from, with its doubt
  bool production = false;          // the public training key switches nothing on here
  bool requireBootCounter = false;  // nodes that do not count their boots are not switched on
  std::vector<LinkSite> links;
  std::vector<NodeSite> nodes;
  std::vector<PointSite> points;
  std::vector<RelaySite> relays;
  std::vector<AreaSite> areas;
  AlarmPolicy alarms;
  std::vector<MassBalance> balances;
  // After a device fault a value is no measurement again until it was good for so long (the
  // profile's fault_hold_s). The minute of a fault lock, AQ 6201 from memory: unverified.
  Duration faultHold = std::chrono::seconds{60};
  // A node's values may be this far apart, at most; older raises scanSlow (the profile's scan_s).
  Duration scanLimit = std::chrono::seconds{10};
  std::vector<ScopeSite> scopes;
  std::vector<InterlockSite> interlocks;  // [[cross_trip]] and [[interlock]]
  std::vector<FanGroupSite> fanGroups;
  RuleNumbers rules;
  std::vector<RuleSource> ruleSources;    // of the numbers that the profile gives
  RecordingSite recording;
  MineMap map;
};

}  // namespace firedamp
