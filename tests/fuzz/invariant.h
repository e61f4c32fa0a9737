// What must hold whatever comes over the line. A broken one ends the program, so that libFuzzer
// keeps the input; the replay under CTest fails the same way.
#pragma once

#include <cstdint>
#include <span>

namespace firedamp::fuzz {

void require(bool holds, const char* what);

// CRC-16/MODBUS by its definition, bit by bit: not the code under test.
std::uint16_t crcByDefinition(std::span<const std::uint8_t> bytes);

}  // namespace firedamp::fuzz
