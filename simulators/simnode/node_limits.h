// A site's limits as a node's CONFIG page. What the site does not say stays as the board's image
// has it: sensor scale and range, delays, supervision.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "msn/regs.h"
#include "simnode/device.h"

namespace firedamp {

using ConfigPage = std::array<std::uint16_t, MSN_LEN_CONFIG>;

struct ProvisionedConfig {
  ConfigPage page{};
  std::string error;  // the limit that the node cannot hold and why; empty = good
};

// WARM_UP of a methane node and POWER_UP_LOCK of a relay node are at most this, whatever the image
// has: they protect real sensors and real starts, and would only hold up a demo or a test.
inline constexpr std::uint16_t simulatedWait_s = 2;

// `image`: the page in the board's image; one that the firmware would refuse counts as the
// factory's.
//
// Methane: WARN, ALARM, CUTOFF, RESTORE and HYST, in 0.01 %CH4. A node has them all. Where the
// site has none: WARN is 80 % of ALARM, as the factory has it; ALARM is CUTOFF; CUTOFF and RESTORE
// lie just below the end of the sensor's range, where the node trips in any case.
// Flow: FLOW_LO and F_HYST, whole m3/min. Relay nodes have no limits.
ProvisionedConfig provisionedConfig(const NodePlate& plate, const ConfigPage& image);

}  // namespace firedamp
