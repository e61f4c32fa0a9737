// A table like the public longwall set of 2014 (28 sensors at 1 s), and its map.
#pragma once

#include <QString>

#include <cstdint>

namespace firedamp::testing {

// Writes `rows` rows with fault codes where the real set has them; the same for the same seed.
// Every 997th row from row 500 on has a cell that is no number.
void writeLongwall(const QString& file, std::uint64_t rows, std::uint32_t seed);
void writeLongwallMap(const QString& file);
// The value of MM263 in row `row` (from 0), in 0.01 %CH4.
int methaneOf(std::uint64_t row, std::uint32_t seed);
inline bool isBadRow(std::uint64_t row) { return row >= 500 && (row - 500) % 997 == 0; }
inline constexpr std::int64_t longwallStart_us = 1'393'714'800'000'000;  // 2014-03-02 00:00 +01:00

}  // namespace firedamp::testing
