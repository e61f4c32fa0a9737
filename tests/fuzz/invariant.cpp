#include "fuzz/invariant.h"

#include <cstdio>
#include <cstdlib>

namespace firedamp::fuzz {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "invariant broken: %s\n", what);
  std::abort();
}

std::uint16_t crcByDefinition(std::span<const std::uint8_t> bytes) {
  unsigned crc = 0xFFFF;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0xA001u : crc >> 1;
  }
  return static_cast<std::uint16_t>(crc);
}

}  // namespace firedamp::fuzz
