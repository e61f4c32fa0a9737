#include "session/config_page.h"

#include "msn/crc16.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

// The wire counts air flow in whole m3/min, a site in hundredths.
constexpr std::int32_t kFlowStep = 100;
// What a node can hold (protocol/SPEC.md, configuration), in 0.1 s.
constexpr int kMostCutoffDelay_ds = 10, kMostDelay_ds = 255;

void want(std::vector<NodeRegister>& wanted, int address, std::int32_t value) {
  wanted.push_back({static_cast<std::uint16_t>(address), static_cast<std::uint16_t>(value)});
}

// The node counts in tenths of a second. Rounded up: not earlier than the site says.
void wantDelay(std::vector<NodeRegister>& wanted, int address, Duration delay, int most_ds) {
  constexpr Duration tenth = std::chrono::milliseconds{100};
  const auto tenths = (delay + tenth - Duration{1}) / tenth;
  if (delay > Duration{0} && tenths <= most_ds) {
    want(wanted, address, static_cast<std::int32_t>(tenths));
  }
}

void wantMethane(std::vector<NodeRegister>& wanted, const Limits& limits) {
  if (limits.warn) want(wanted, MSN_R_WARN, *limits.warn);
  if (limits.alarm) {
    want(wanted, MSN_R_ALARM, *limits.alarm);
    want(wanted, MSN_R_HYST, *limits.alarm - limits.alarmRelease);
  }
  if (limits.trip) {
    want(wanted, MSN_R_CUTOFF, *limits.trip);
    want(wanted, MSN_R_RESTORE, limits.tripRelease);
  }
  wantDelay(wanted, MSN_R_DEB_ON, limits.onDelay, kMostCutoffDelay_ds);
  wantDelay(wanted, MSN_R_DEB_OFF, limits.offDelay, kMostDelay_ds);
}

void wantFlow(std::vector<NodeRegister>& wanted, const Limits& limits) {
  wantDelay(wanted, MSN_R_F_DEB_ON, limits.onDelay, kMostDelay_ds);
  wantDelay(wanted, MSN_R_F_DEB_OFF, limits.offDelay, kMostDelay_ds);
  if (!limits.low || *limits.low % kFlowStep != 0 || limits.lowRelease % kFlowStep != 0) return;
  want(wanted, MSN_R_FLOW_LO, *limits.low / kFlowStep);
  want(wanted, MSN_R_F_HYST, (limits.lowRelease - *limits.low) / kFlowStep);
}

}  // namespace

std::vector<NodeRegister> wantedConfig(const Site& site, NodeId node, const NodeThings& things) {
  std::vector<NodeRegister> wanted;
  const NodeClass nodeClass = site.nodes[node.value].nodeClass;
  for (const PointId id : things.points) {
    const PointSite& point = site.points[id.value];
    if (nodeClass == NodeClass::methane && point.kind == PointKind::methane) {
      wantMethane(wanted, point.limits);
    }
    if (nodeClass == NodeClass::flow && point.kind == PointKind::flow) {
      wantFlow(wanted, point.limits);
    }
  }
  for (const NodeRegister& held : site.nodes[node.value].holds) {
    std::erase_if(wanted, [&held](const auto& each) { return each.address == held.address; });
    wanted.push_back(held);
  }
  return wanted;
}

std::vector<std::uint16_t> pageAsWanted(const std::vector<NodeRegister>& wanted,
                                        std::span<const std::uint16_t> page) {
  std::vector<std::uint16_t> whole{page.begin(), page.end()};
  for (const NodeRegister& each : wanted) {
    whole[each.address - std::size_t{MSN_PAGE_CONFIG}] = each.value;
  }
  return whole;
}

std::vector<ConfigDifference> configDrift(const std::vector<NodeRegister>& wanted,
                                          std::span<const std::uint16_t> page) {
  std::vector<ConfigDifference> drift;
  for (const NodeRegister& each : wanted) {
    const std::uint16_t found = page[each.address - std::size_t{MSN_PAGE_CONFIG}];
    if (found != each.value) drift.push_back({each.address, each.value, found});
  }
  return drift;
}

std::uint16_t configCrc(std::span<const std::uint16_t> page) {
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint16_t value : page) {
    crc = msn_crc16_push(crc, static_cast<std::uint8_t>(value >> 8));
    crc = msn_crc16_push(crc, static_cast<std::uint8_t>(value & 0xFF));
  }
  return crc;
}

}  // namespace firedamp
