// The far side of a capacity bench: gas nodes, and behind them on each link a relay node whose
// relay is off. Bytes in, bytes out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/site.h"

namespace firedamp::bench {

inline constexpr std::uint8_t gasNodesPerGroup = 10;
inline constexpr std::uint8_t relayUnit = gasNodesPerGroup + 1;

class CapacityNodes {
 public:
  // Their configuration is what the site wants of its first node.
  explicit CapacityNodes(const Site& site);

  // The whole reply to a whole request; the gas nodes measure `value` in all their sensors.
  std::vector<std::uint8_t> answer(std::span<const std::uint8_t> asked, std::int64_t up_ms,
                                   std::uint16_t value) const;

 private:
  std::vector<std::uint16_t> gasConfig_;
  std::uint16_t gasConfigCrc_, relayConfigCrc_;
};

}  // namespace firedamp::bench
