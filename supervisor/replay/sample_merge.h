// The samples of many points, each point's in pieces, in the order of their instants. Pure.
#pragma once

#include <cstddef>
#include <functional>

#include "domain/sample.h"
#include "series/chunk.h"

namespace firedamp {

// The next samples of a point: ascending, each instant once, all later than the piece before.
// False: there are no more.
using NextPiece = std::function<bool(PointId, Series& piece)>;
// What is done with a sample, until it says no.
using EachSample = std::function<bool(const Sample&)>;
// Of a piece, from sample number `first` on: how many nobody needs to see. They may lie ahead of
// other points' samples that are still to come. Asked after a sample that was seen; more rarely of
// a point that goes on being seen.
using SkipSamples = std::function<std::size_t(PointId, const Series& piece, std::size_t first)>;

// Of one instant: in the order of points. A piece of each point is in memory at a time.
void mergeSamples(std::size_t points, const NextPiece& nextPiece, const EachSample& each,
                  const SkipSamples& skip = {});

}  // namespace firedamp
