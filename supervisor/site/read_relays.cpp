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

Spot spotOf(TableReader& reader, const std::string& key) {
  const TomlValue* value = reader.value(key);
  return value != nullptr ? value->at : reader.spot();
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
    reader.fault("node", spotOf(reader, "node"),
                 {PHRASE("node \"%1\" is of a class that has no %2"), {node.tag, "relay"}});
  }
  const auto channel = reader.integer("channel", 0, channelMax(node.nodeClass));
  if (!channel) return;
  relay.channel = static_cast<std::uint8_t>(*channel);
  for (const RelaySite& other : reading.site.relays) {
    if (other.node == relay.node && other.channel == relay.channel) {
      reader.fault("channel", spotOf(reader, "channel"),
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
    reader.fault("gas_below_reset", spotOf(reader, "gas_below_reset"),
                 {PHRASE("point \"%1\" has no %2 limit"), {point.tag, "trip"}});
  }
  for (const PointId id : relay.airAboveLow) {
    const PointSite& point = reading.site.points.at(id.value);
    if (point.limits.low || doubtful(id, reading)) continue;
    reader.fault("air_above_low", spotOf(reader, "air_above_low"),
                 {PHRASE("point \"%1\" has no %2 limit"), {point.tag, "low"}});
  }
}

void readCrossTrip(TableReader& reader, SiteReading& reading) {
  CrossTrip cross;
  const auto cause = reading.points.find(reader, "cause");
  cross.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  if (!reader.has("relays")) reader.missing("relays", "a list of relay tags");
  reader.finish();
  if (!cause) return;
  cross.cause = PointId{*cause};
  const PointSite& point = reading.site.points.at(*cause);
  if (!point.limits.trip && !doubtful(cross.cause, reading)) {
    reader.fault("cause", spotOf(reader, "cause"),
                 {PHRASE("point \"%1\" has no %2 limit"), {point.tag, "trip"}});
  }
  for (const CrossTrip& other : reading.site.crossTrips) {
    if (other.cause == cross.cause) {
      reader.fault("cause", spotOf(reader, "cause"),
                   {PHRASE("point \"%1\" has a cross-trip already; put its relays in one list"),
                    {point.tag}});
    }
  }
  reading.site.crossTrips.push_back(cross);
}

void readArea(TableReader& reader, SiteReading& reading) {
  AreaSite area;
  area.tag = reading.areas.define(reader);
  area.name = reader.label("name");
  area.relays = idsOf<RelayId>(reading.relays.findAll(reader, "relays"));
  if (!reader.has("relays")) reader.missing("relays", "a list of relay tags");
  reading.site.areas.push_back(area);
  reader.finish();
}

}  // namespace

void readRelays(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  for (TableReader& reader : all.tables("relay")) {
    RelaySite relay;
    relay.tag = reading.relays.define(reader);
    relay.name = reader.label("name");
    const auto node = reading.nodes.find(reader, "node");
    relay.node = NodeId{node.value_or(0)};
    readChannel(reader, relay, node.has_value(), reading);
    relay.feedbackTimeout = reader.secondsOr("feedback_timeout_s", relay.feedbackTimeout,
                                             std::chrono::milliseconds{100});
    readPermissives(reader, relay, reading);
    reading.site.relays.push_back(relay);
    reader.finish();
  }
  if (!file.whole) reading.relays.incomplete();
  for (TableReader& reader : all.tables("area")) readArea(reader, reading);
  if (!file.whole) reading.areas.incomplete();
  for (TableReader& reader : all.tables("cross_trip")) readCrossTrip(reader, reading);
  all.finish();
}

}  // namespace firedamp
