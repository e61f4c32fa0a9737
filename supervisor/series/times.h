// Instants of a series, ascending, to the microsecond and exact: nearly regular times cost almost
// nothing, jitter costs its own bits, a gap a few bytes.
//
// Layout: unit (one byte: index of 1, 10 ... 1,000,000 us, the largest that divides all
// differences), first instant (signed LEB128, us), period (LEB128, units: the median difference);
// then segments until all are there: `count << 6 | width` (LEB128), start (signed LEB128: units
// from where the period after the last one would lie), and with width > 0 the lowest residual
// (signed LEB128) and count residuals above it of `width` bits, to the byte border. The time of a
// segment's i-th sample is start + i * period + residual.
#pragma once

#include <cstdint>
#include <span>

#include "series/bytes.h"

namespace firedamp {

// Differences must not be negative; `at_us` differ by less than 2^62 us.
void putTimes(Bytes& to, std::span<const std::int64_t> at_us);

// Fills all of `at_us`; a reader that has failed leaves them unspecified.
void takeTimes(ByteReader& from, std::span<std::int64_t> at_us);

}  // namespace firedamp
