// What quality, rules and alarms say of all stored samples of [from, to], quiet stretches of a
// point taken in one step. Blocking; one thread.
#pragma once

#include <filesystem>
#include <functional>

#include "replay/sample_replay.h"

namespace firedamp {

struct StoredReplay {
  std::uint64_t samples = 0;  // of the site's points
  std::uint64_t seen = 0;     // of these one by one
  std::uint64_t damaged = 0;  // blobs that were left out
  Instant first, last;        // of the samples, if any
};

// `hear` gets everything but the samples, in order; silence counts from the first sample, and what
// is due at the last one is served.
StoredReplay replayStored(const std::filesystem::path& directory, const Site& site, Instant from,
                          Instant to, const std::function<void(const SampleJudgement&)>& hear);

}  // namespace firedamp
