// One stored piece of a point's history: up to `maxChunkSamples` samples, compressed without loss.
// What comes out is what went in: every time to the microsecond, every value, every quality bit.
//
// Layout, versions 1 and 2: the byte 1 or 2; count (LEB128); the times (times.h); the values
// (rice.h), in version 2 as the misses of a level (smooth.h); runs of quality: `bits << 1 |
// fromEvent` and length (LEB128 each) until all samples have theirs; and the CRC-32 (ISO-HDLC, as
// in zlib) of all that, least significant byte first. Written is the version that is shorter, the
// same bytes on any machine. Changes of the layout get a new version; old ones stay readable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/sample.h"
#include "series/bytes.h"

namespace firedamp {

inline constexpr std::size_t maxChunkSamples = 65536;

struct QualityRun {
  std::uint32_t count = 0;
  Quality quality;
  bool fromEvent = false;
  bool operator==(const QualityRun&) const = default;
};

// Samples of one point in columns, ascending in time; equal instants stay in their order.
struct Series {
  std::vector<std::int64_t> at_us;
  std::vector<std::int32_t> values;
  std::vector<QualityRun> quality;  // counts add up to the number of samples; none is 0

  std::size_t size() const { return at_us.size(); }
  bool empty() const { return at_us.empty(); }
  void add(Instant at, std::int32_t value, Quality quality, bool fromEvent);
  void append(const Series& later);
  void clear();
  bool operator==(const Series&) const = default;
};

// By time, for samples that came late (node events between two polls).
bool ascending(const Series& series);
Series sorted(const Series& series);
// Of an ascending series; of samples of one instant the first counts, the others are repetitions.
Series eachInstantOnce(Series series);
// Samples number `from` to `to`, without the latter.
Series part(const Series& series, std::size_t from, std::size_t to);

// `series` is ascending and has 1 to maxChunkSamples samples.
Bytes encodeChunk(const Series& series);

enum class ChunkFault { none, empty, version, cut, checksum, contents };

// On a fault `series` is empty. Never allocates more than a chunk may hold.
ChunkFault decodeChunk(std::span<const std::uint8_t> bytes, Series& series);

// Appends the CRC-32.
Bytes withChecksum(Bytes content);
// What lies before it; empty when it is not the right one.
std::span<const std::uint8_t> withoutChecksum(std::span<const std::uint8_t> bytes);

}  // namespace firedamp
