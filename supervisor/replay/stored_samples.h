// The stored samples of all points in the order of their instants, a piece of each point in memory
// at a time. Values of calibration and of node events come as they were stored. Blocking; one
// thread.
#pragma once

#include <filesystem>

#include "domain/site.h"
#include "historian/sample_pieces.h"
#include "replay/sample_merge.h"

namespace firedamp {

class StoredSamples {
 public:
  // `site` must outlive it; its points are found by their tags.
  StoredSamples(std::filesystem::path directory, const Site& site)
      : directory_(std::move(directory)), site_(site) {}

  // All of [from, to], as mergeSamples() gives them.
  void read(Instant from, Instant to, const EachSample& each, const SkipSamples& skip = {});
  std::uint64_t damaged() const { return damaged_; }

 private:
  const std::filesystem::path directory_;
  const Site& site_;
  std::uint64_t damaged_ = 0;
};

}  // namespace firedamp
