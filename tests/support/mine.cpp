#include "support/mine.h"

namespace firedamp::testing {
namespace {

NodeSite node(const char* tag, std::uint8_t address, NodeClass nodeClass, std::uint32_t serial) {
  NodeSite site;
  site.tag = tag;
  site.address = address;
  site.nodeClass = nodeClass;
  site.serial = serial;
  return site;
}

PointSite point(const char* tag, NodeId node, PointKind kind, Unit unit) {
  PointSite site;
  site.tag = tag;
  site.node = node;
  site.kind = kind;
  site.unit = unit;
  return site;
}

RelaySite relay(const char* tag, NodeId node, std::uint8_t channel) {
  RelaySite site;
  site.tag = tag;
  site.node = node;
  site.channel = channel;
  return site;
}

}  // namespace

Site smallMine(LinkKind kind) {
  Site site;
  LinkSite link;
  link.tag = "L1";
  link.kind = kind;
  link.baud = 115'200;
  link.pollInterval = std::chrono::milliseconds{200};
  link.replyTimeout = std::chrono::milliseconds{50};
  site.links = {link};
  site.nodes = {node("N1", 1, NodeClass::methane, 101), node("N2", 2, NodeClass::flow, 102),
                node("N3", 3, NodeClass::relay, 103)};
  site.points = {point("CH4", kGasNode, PointKind::methane, Unit::methane),
                 point("T", kGasNode, PointKind::temperature, Unit::temperature),
                 point("AIR", kAirNode, PointKind::flow, Unit::flow),
                 point("SUM", kAirNode, PointKind::total, Unit::volume)};
  site.relays = {relay("K1", kGasNode, 0), relay("K2", kSwitchNode, 0),
                 relay("K3", kSwitchNode, 1)};
  return site;
}

NodePlate plateOf(const Site& site, NodeId id) {
  const NodeSite& plate = site.nodes[id.value];
  std::uint8_t relays = 0;
  for (const RelaySite& relay : site.relays) {
    if (relay.node == id) ++relays;
  }
  return {plate.address, plate.nodeClass, relays, plate.serial};
}

}  // namespace firedamp::testing
