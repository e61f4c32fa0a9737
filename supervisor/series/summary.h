// What a trend needs of many samples: per bin of time the extremes, the last value and the mean of
// what was usable. Bins of a minute lie beside each chunk; bins of an hour make the next level.
//
// Layout, version 1: the byte 1; span of a bin (LEB128, us); number of bins (LEB128); number of
// the first bin (signed LEB128; bin n covers [n, n + 1) spans since 1970 UTC); then in columns
// (rice.h): distance to the bin before, less one; usable samples; unusable samples; lowest value;
// highest above lowest; last above lowest; sum above count * lowest.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "series/chunk.h"

namespace firedamp {

struct Bin {
  std::int64_t number = 0;       // covers [number * span, (number + 1) * span)
  std::uint32_t usable = 0;      // samples that are measurements
  std::uint32_t unusable = 0;    // faults, calibration, silence
  std::int32_t lowest = 0, highest = 0, last = 0;  // of the usable ones; 0 if none
  std::int64_t sum = 0;          // of the usable ones
  bool operator==(const Bin&) const = default;
};

inline constexpr Duration minuteSpan = std::chrono::minutes{1};
inline constexpr Duration hourSpan = std::chrono::hours{1};

// Bins that have samples, ascending. `series` is ascending.
std::vector<Bin> binsOf(const Series& series, Duration span);

// Both ascending and of one span; `later` samples come after `earlier` ones of the same bin.
std::vector<Bin> merged(std::span<const Bin> earlier, std::span<const Bin> later);
// Bins of a longer span that is a multiple of the shorter.
std::vector<Bin> coarser(std::span<const Bin> bins, Duration from, Duration to);

// All of them as one; its number is the first's.
Bin together(std::span<const Bin> bins);

Bytes encodeBins(std::span<const Bin> bins, Duration span);
// Nothing when the bytes are no bins of that span.
std::optional<std::vector<Bin>> decodeBins(std::span<const std::uint8_t> bytes, Duration span);

}  // namespace firedamp
