// A node's CONFIG page against what the site wants of the node: the limits of its main point. What
// the site has no word about is the node's own affair.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/node.h"
#include "domain/site_index.h"

namespace firedamp {

// Methane: WARN, ALARM, HYST, CUTOFF, RESTORE, DEB_ON, DEB_OFF; flow: FLOW_LO, F_HYST where they
// are whole m3/min, F_DEB_ON, F_DEB_OFF. A delay of the point counts for the node where it is not 0
// and the node can hold it (methane: at most 1 s before a limit counts). Then what the site says in
// so many words, [node.holds], which goes before the point's.
std::vector<NodeRegister> wantedConfig(const Site& site, NodeId node, const NodeThings& things);

// `page`: the 16 registers from MSN_PAGE_CONFIG.
std::vector<ConfigDifference> configDrift(const std::vector<NodeRegister>& wanted,
                                          std::span<const std::uint16_t> page);
// `page` as it shall be.
std::vector<std::uint16_t> pageAsWanted(const std::vector<NodeRegister>& wanted,
                                        std::span<const std::uint16_t> page);
// As the node computes MSN_R_CFG_CRC: it tells this page from a late reply of the same length.
std::uint16_t configCrc(std::span<const std::uint16_t> page);

}  // namespace firedamp
