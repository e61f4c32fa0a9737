// The samples of one commit as one blob, durable at once, until each point's share of it has gone
// into a chunk of its own (month_file.h). Pure.
//
// Layout, version 1: the byte 1; number of samples (LEB128); first instant (signed LEB128, us);
// then groups of 64 neighbouring points, ascending: group number (LEB128), bytes of the group
// (LEB128), and per sample, ascending by point, those of a point in their order: point - 64 *
// group (one byte), instant above the first (signed LEB128, us), value (signed LEB128),
// `quality << 1 | fromEvent` (LEB128). A reader of one point skips the other groups. At the end
// the CRC-32 of chunk.h.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "domain/sample.h"
#include "series/bytes.h"

namespace firedamp {

struct TickSample {
  std::int64_t point = 0;  // row of the month's file, > 0
  Instant at;
  std::int32_t value = 0;
  Quality quality;
  bool fromEvent = false;
  bool operator==(const TickSample&) const = default;
};

// Sorts by point; samples of one point keep their order.
Bytes encodeTick(std::vector<TickSample> samples);

// Calls `each` for every sample, or for those of one point only (`point` > 0). False: the bytes
// are damaged; what was called until then may be incomplete.
bool decodeTick(std::span<const std::uint8_t> bytes, std::int64_t point,
                const std::function<void(const TickSample&)>& each);

}  // namespace firedamp
