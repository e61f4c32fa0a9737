#include "site/reading.h"

namespace firedamp {
namespace {

constexpr int relayChannelMax = 7;  // DIRECT_TRIP has an 8-bit mask (protocol/SPEC.md)

template <typename Id>
std::vector<Id> idsOf(const std::vector<std::uint32_t>& indices) {
  std::vector<Id> ids;
  for (const std::uint32_t index : indices) ids.push_back(Id{index});
  return ids;
}

std::int64_t channelMax(NodeClass nodeClass) {
  return nodeClass == NodeClass::relay ? relayChannelMax : 0;  // a methane node has one relay
}

void readChannel(TableReader& reader, RelaySite& relay, bool nodeKnown,
                 const SiteReading& reading) {
  if (!nodeKnown) {
    reader.integer("channel", 0, relayChannelMax);
    return;
  }
  const NodeSite& node = reading.site.nodes.at(relay.node.value);
  if (node.nodeClass == NodeClass::flow) {
    reader.fault("node", reader.spotOf("node"),
                 {PHRASE("node \"%1\" is of a class that has no %2"), {node.tag, "relay"}});
  }
  const auto channel = reader.integer("channel", 0, channelMax(node.nodeClass));
  if (!channel) return;
  relay.channel = static_cast<std::uint8_t>(*channel);
  for (const RelaySite& other : reading.site.relays) {
    if (other.node == relay.node && other.channel == relay.channel) {
      reader.fault("channel", reader.spotOf("channel"),
                   {PHRASE("relay \"%1\" is this channel of the node already"), {other.tag}});
    }
  }
}

bool doubtful(PointId point, const SiteReading& reading) {
  return !reading.rulesWhole || reading.doubtful.count(point) != 0;
}

// A permissive that could never be met or never be unmet is a mistake.
void readPermissives(TableReader& reader, RelaySite& relay, SiteReading& reading) {
  relay.gasBelowReset = idsOf<PointId>(reading.points.findAll(reader, "gas_below_reset"));
  relay.airAboveLow = idsOf<PointId>(reading.points.findAll(reader, "air_above_low"));
  for (const PointId id : relay.gasBelowReset) {
    const PointSite& point = reading.site.points.at(id.value);
    if (point.limits.trip || doubtful(id, reading)) continue;
    reader.fault("gas_below_reset", reader.spotOf("gas_below_reset"),
                 {PHRASE("point \"%1\" has no %2 limit"), {point.tag, "trip"}});
  }
  for (const PointId id : relay.airAboveLow) {
    const PointSite& point = reading.site.points.at(id.value);
    if (point.limits.low || doubtful(id, reading)) continue;
    reader.fault("air_above_low", reader.spotOf("air_above_low"),
                 {PHRASE("point \"%1\" has no %2 limit"), {point.tag, "low"}});
  }
}

void readArea(TableReader& reader, SiteReading& reading) {
  AreaSite area;
  area.tag = reading.areas.define(reader);
  area.name = reader.label("name");
  area.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  if (!reader.has("relays")) reader.missing("relays", "a list of relay tags");
  area.points = idsOf<PointId>(reading.points.findAll(reader, "points"));
  if (reader.has("around")) {
    const auto around = reading.areas.find(reader, "around");
    if (around && *around < reading.site.areas.size()) {
      area.around = AreaId{*around};
    } else if (around) {
      reader.fault("around", reader.spot(),
                   {PHRASE("an area stands after the one around it"), {}});
    }
  }
  reading.site.areas.push_back(area);
  reader.finish();
}

}  // namespace

void readRelays(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  std::vector<TableReader> tables = all.tables("relay");
  std::vector<Spot> spots;
  for (TableReader& reader : tables) {
    RelaySite relay;
    relay.tag = reading.relays.define(reader);
    relay.name = reader.label("name");
    const auto node = reading.nodes.find(reader, "node");
    relay.node = NodeId{node.value_or(0)};
    readChannel(reader, relay, node.has_value(), reading);
    relay.feedbackTimeout = reader.secondsOr("feedback_timeout_s", relay.feedbackTimeout,
                                             std::chrono::milliseconds{100});
    readPermissives(reader, relay, reading);
    spots.push_back(reader.spot());
    reading.site.relays.push_back(relay);
  }
  if (!file.whole) reading.relays.incomplete();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    tables[i].value("upstream");
    if (tables[i].has("upstream")) {
      const auto upstream = reading.relays.find(tables[i], "upstream");
      if (upstream) reading.site.relays[i].upstream = RelayId{*upstream};
    }
    tables[i].finish();
  }
  for (TableReader& reader : all.tables("area")) readArea(reader, reading);
  if (!file.whole) reading.areas.incomplete();
  readInterlocks(all, file.whole, reading);
  checkLoops(all, spots, reading);
  all.finish();
}

}  // namespace firedamp
