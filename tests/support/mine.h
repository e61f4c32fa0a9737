// A small mine for tests: one link with a methane node (unit 1), a flow node (unit 2) and a relay
// node (unit 3, two relays), serial numbers 101, 102, 103.
#pragma once

#include "domain/site.h"
#include "support/native_node.h"

namespace firedamp::testing {

inline constexpr PointId kGas{0}, kGasTemperature{1}, kAir{2}, kAirTotal{3};
inline constexpr RelayId kGasRelay{0}, kFaceRelay{1}, kReturnRelay{2};
inline constexpr NodeId kGasNode{0}, kAirNode{1}, kSwitchNode{2};

Site smallMine(LinkKind kind);
NodePlate plateOf(const Site& site, NodeId node);

}  // namespace firedamp::testing
