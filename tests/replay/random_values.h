// Mines and their values as chance makes them: limits, delays, deadbands, rates, standstill,
// silence and quality that flickers; calm stretches, steps to either side of a limit, noise, gaps.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "domain/site.h"
#include "series/chunk.h"

namespace firedamp::testing {

using Random = std::mt19937;

// A mine of a few points; what it is judged by is the seed's.
Site randomSite(Random& random);
// Series of each point of `site` from `start` on, in pieces.
std::vector<std::vector<Series>> randomValues(const Site& site, Random& random, Instant start);

}  // namespace firedamp::testing
