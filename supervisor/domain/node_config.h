// The CONFIG page of a node by name, unit and range: what a site may say that a node shall hold
// ([node.holds] of nodes.toml, or the limits of the node's main point), and registers in words.
// The addresses are those of protocol/include/msn/regs.def; domain knows no wire header, so
// tests/session asserts that both agree.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

struct ConfigItem {
  enum class Shape : std::uint8_t {
    number,  // a decimal: raw = value * 10^decimals
    wide,    // the same, over two registers
    relays,  // a list of relay numbers, as bits
    locks,   // a list of lock inputs by name, as bits
    flag,
  } shape = Shape::number;
  const char* key;   // in [node.holds]; empty: the limits of the node's main point say it
  const char* name;  // PHRASE
  std::uint8_t nodeClass;  // NodeClass; 0: every class
  std::uint16_t address;
  int decimals;
  std::int64_t min, max;  // raw
  const char* unit;       // shown after the number
};

std::span<const ConfigItem> configItems();
// nullptr: a register without a name (the second half of a wide one, a reserved one).
const ConfigItem* configItemAt(NodeClass nodeClass, std::uint16_t address);
// The inputs of LOCKS by their bit, from the lowest.
const std::vector<std::string>& lockNames();

// "cut-off limit 1.60 %CH4, wanted 1.50 %CH4"
Phrase differenceText(NodeClass nodeClass, const ConfigDifference& difference);

}  // namespace firedamp
