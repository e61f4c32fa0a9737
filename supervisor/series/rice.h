// Runs of integers that change little from one to the next: differences, zigzag, Rice codes with
// the best parameter of each block of 128 (R. F. Rice, JPL 79-22, 1979). Any integers come back
// exactly; small steps cost about two bits.
//
// Layout: first value (signed LEB128); then per block of differences one byte: 0..maxRice the
// parameter k, and the codes as bits up to the next byte border; or `flat` and a LEB128 number n:
// n blocks of zeros. A code is q = zigzag >> k as q ones and a zero, then k bits; q of
// `escapeOnes` and more: so many ones, and the whole zigzag code in 64 bits.
#pragma once

#include <cstdint>
#include <span>

#include "series/bytes.h"

namespace firedamp {

inline constexpr std::size_t riceBlock = 128;
inline constexpr unsigned maxRice = 40;
inline constexpr std::uint8_t flatBlocks = 0xFF;
inline constexpr unsigned escapeOnes = 24;

void putIntegers(Bytes& to, std::span<const std::int32_t> values);
void putIntegers(Bytes& to, std::span<const std::int64_t> values);

// Fills all of `values`; a reader that has failed leaves them unspecified.
void takeIntegers(ByteReader& from, std::span<std::int32_t> values);
void takeIntegers(ByteReader& from, std::span<std::int64_t> values);

}  // namespace firedamp
