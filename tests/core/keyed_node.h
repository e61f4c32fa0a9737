// A relay node with a key, in few lines of its own: what a node of levels L1 and L2 answers over
// Modbus TCP, with MACs that this file writes down byte by byte.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/cmac.h"

namespace firedamp::testing {

struct KeyedNode {
  std::uint32_t serial = 103;
  std::uint16_t keyId = 1;
  std::uint16_t caps = 0;  // msn_cap_bit
  Key key{};
  bool forgesResults = false;
  bool lockedOut = false;

  bool on = false;
  int operates = 0;  // that reached it
  bool silentToOperate = false;
  std::uint8_t function = 0;    // msn_sec_fn of the last OPERATE that was carried out
  std::uint16_t parameter = 0;  // and its parameter
  std::uint32_t uptime_ms = 60'000;

  // The whole reply to a whole request.
  std::vector<std::uint8_t> answer(std::span<const std::uint8_t> request);

 private:
  using Registers = std::vector<std::uint16_t>;
  Registers identity() const;
  Registers live(std::uint16_t tag) const;
  Registers secured(std::uint8_t unit, const Registers& written);
  std::uint16_t operate(std::uint8_t unit, const Registers& written, Tag& result);

  Tag nonce_{1, 2, 3, 4, 5, 6, 7, 8};
  bool selected_ = false;
};

}  // namespace firedamp::testing
