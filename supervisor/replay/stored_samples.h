// The stored samples of all points in the order of their instants, an hour of them in memory at a
// time. Values of calibration and of node events come as they were stored. Blocking; one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <set>

#include "domain/site.h"
#include "historian/sample_reader.h"

namespace firedamp {

class StoredSamples {
 public:
  // `site` must outlive it; its points are found by their tags.
  StoredSamples(const std::filesystem::path& directory, const Site& site)
      : directory_(directory), reader_(directory, site), site_(site) {}

  // Calls `each` for all of [from, to] until it says no. Of one instant: in the order of points.
  void read(Instant from, Instant to, const std::function<bool(const Sample&)>& each);
  std::uint64_t damaged() const { return reader_.damaged(); }

 private:
  bool readHour(Instant from, Instant to, const std::function<bool(const Sample&)>& each);

  std::set<std::int64_t> hours(Instant from, Instant to);

  const std::filesystem::path directory_;
  SampleReader reader_;
  const Site& site_;
};

}  // namespace firedamp
