// Writes bytes into a 32-bit little-endian ELF image by their load address, as a provisioning tool
// does before flashing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace firedamp {

struct MemoryPatch {
  std::uint32_t address;
  std::uint32_t value;
  unsigned bytes;  // 1, 2 or 4, little-endian
};

// Empty, or what is wrong: no such ELF, or an address that no segment of the file holds.
std::string patchElf(std::vector<std::uint8_t>& elf, std::span<const MemoryPatch> patches);

// 16 bits from the load address, little-endian; 0xFFFF, erased flash, where no segment holds them.
std::uint16_t readElf16(const std::vector<std::uint8_t>& elf, std::uint32_t address);

}  // namespace firedamp
