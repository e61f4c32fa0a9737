// A node's CONFIG page against what the site wants of the node: the limits of its main point. What
// the site has no word about (sensor scale, supervision, delays) is the node's own affair.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/node.h"
#include "domain/site.h"

namespace firedamp {

struct WantedRegister {
  std::uint16_t address = 0;  // MSN_R_... of the CONFIG page
  std::uint16_t value = 0;
};

// Methane: WARN, ALARM, HYST, CUTOFF, RESTORE; flow: FLOW_LO, F_HYST where they are whole m3/min.
std::vector<WantedRegister> wantedConfig(const Site& site, NodeId node);

// `page`: the 16 registers from MSN_PAGE_CONFIG.
std::vector<ConfigDifference> configDrift(const std::vector<WantedRegister>& wanted,
                                          std::span<const std::uint16_t> page);
// As the node computes MSN_R_CFG_CRC: it tells this page from a late reply of the same length.
std::uint16_t configCrc(std::span<const std::uint16_t> page);

}  // namespace firedamp
