#include "session/config_page.h"

#include "msn/crc16.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

// The wire counts air flow in whole m3/min, a site in hundredths.
constexpr std::int32_t kFlowStep = 100;

void want(std::vector<WantedRegister>& wanted, int address, std::int32_t value) {
  wanted.push_back({static_cast<std::uint16_t>(address), static_cast<std::uint16_t>(value)});
}

void wantMethane(std::vector<WantedRegister>& wanted, const Limits& limits) {
  if (limits.warn) want(wanted, MSN_R_WARN, *limits.warn);
  if (limits.alarm) {
    want(wanted, MSN_R_ALARM, *limits.alarm);
    want(wanted, MSN_R_HYST, *limits.alarm - limits.alarmRelease);
  }
  if (limits.trip) {
    want(wanted, MSN_R_CUTOFF, *limits.trip);
    want(wanted, MSN_R_RESTORE, limits.tripRelease);
  }
}

void wantFlow(std::vector<WantedRegister>& wanted, const Limits& limits) {
  if (!limits.low || *limits.low % kFlowStep != 0 || limits.lowRelease % kFlowStep != 0) return;
  want(wanted, MSN_R_FLOW_LO, *limits.low / kFlowStep);
  want(wanted, MSN_R_F_HYST, (limits.lowRelease - *limits.low) / kFlowStep);
}

}  // namespace

std::vector<WantedRegister> wantedConfig(const Site& site, NodeId node) {
  std::vector<WantedRegister> wanted;
  const NodeClass nodeClass = site.nodes[node.value].nodeClass;
  for (const PointSite& point : site.points) {
    if (point.node != node) continue;
    if (nodeClass == NodeClass::methane && point.kind == PointKind::methane) {
      wantMethane(wanted, point.limits);
    }
    if (nodeClass == NodeClass::flow && point.kind == PointKind::flow) {
      wantFlow(wanted, point.limits);
    }
  }
  return wanted;
}

std::vector<ConfigDifference> configDrift(const std::vector<WantedRegister>& wanted,
                                          std::span<const std::uint16_t> page) {
  std::vector<ConfigDifference> drift;
  for (const WantedRegister& each : wanted) {
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
