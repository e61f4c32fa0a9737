// Values around a slowly moving level, as the level's prediction misses them: a sensor's noise is
// then paid once, where differences of neighbours pay it twice. Pure and exact.
//
// The level is held in 256ths: it begins at the first value, and each value moves it by a sixteenth
// of its distance, rounded down. A value is foretold as (level + 192) / 256, rounded down: rather
// above than below, for a Rice code of -1 is shorter than one of +1. What is stored (rice.h) is the
// running sum of the misses, modulo 2^32; its first element is the first value itself.
#pragma once

#include <cstdint>
#include <span>

namespace firedamp {

// In place, both ways.
void toMisses(std::span<std::int32_t> values);
void fromMisses(std::span<std::int32_t> sums);

}  // namespace firedamp
