// The samples of many points, each point's in pieces, in the order of their instants. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "domain/quiet_band.h"
#include "series/chunk.h"

namespace firedamp {

// The next samples of a point: ascending, each instant once, all later than the piece before.
// False: there are no more.
using NextPiece = std::function<bool(PointId, Series& piece)>;
// What is done with a sample, until it says no.
using EachSample = std::function<bool(const Sample&)>;
// What nobody needs to see.
struct SkipSamples {
  // The points whose samples are only skipped together with those of this one; itself among them.
  std::function<std::span<const PointId>(PointId)> together;
  // Leaves in `ahead`, one entry for each of these points, those that are skipped; false: none.
  // They may lie ahead of other points' samples that are still to come. Asked after a sample of the
  // first entry was seen; more rarely of a point that goes on being seen.
  std::function<bool(std::span<SamplesAhead> ahead)> pass;
};

// Of one instant: in the order of points. A piece of each point is in memory at a time.
void mergeSamples(std::size_t points, const NextPiece& nextPiece, const EachSample& each,
                  const SkipSamples& skip = {});

}  // namespace firedamp
