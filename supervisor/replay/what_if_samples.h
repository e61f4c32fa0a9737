// What other limits, delays or another profile would have done, asked of stored samples alone:
// where what entered the engine is no longer kept, or of so long a time that it would take too
// long. Nobody acknowledges, shelves or gives power back, and nodes say nothing. Blocking; two
// threads.
#pragma once

#include <filesystem>

#include "replay/stored_replay.h"
#include "replay/what_if.h"

namespace firedamp {

struct SampleWhatIf {
  // Trips: each time that rules demanded the relay off, from then until they did not any more.
  WhatIf result;
  StoredReplay played;  // by the site's own limits
};

SampleWhatIf whatIfOfSamples(const std::filesystem::path& directory, const Site& site,
                             const Site& other, Instant from, Instant to);

}  // namespace firedamp
