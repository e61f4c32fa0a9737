// Samples as they were recorded, for trends, exports and replays: read-only connections to the
// months' files, which never hold up the writer. One thread at a time. What cannot be read is
// counted and left out; nothing is guessed.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "domain/site.h"
#include "historian/sqlite.h"
#include "series/summary.h"

namespace firedamp {

class SampleReader {
 public:
  // `directory` of a recording, or a package. Files may appear, grow and go while it lives. `site`
  // must outlive it.
  SampleReader(std::filesystem::path directory, const Site& site)
      : directory_(std::move(directory)), site_(site) {}

  // All samples of [from, to], ascending; of one instant only the first that came.
  Series samples(PointId point, Instant from, Instant to);
  // Bins that touch [from, to], ascending; `span` is minuteSpan or hourSpan.
  std::vector<Bin> bins(PointId point, Instant from, Instant to, Duration span);

  // In a month that [from, to] touches only bins are left.
  bool hasThinned(Instant from, Instant to);

  void close() { open_.clear(); }  // its files, until the next question
  std::uint64_t damaged() const { return damaged_; }  // blobs that were left out so far

 private:
  std::pair<std::int64_t, std::int64_t> months(Instant from, Instant to) const;
  Database* month(std::int64_t month);
  std::int64_t rowOf(Database& database, PointId point);
  Series waiting(Database& database, std::int64_t row);
  void readChunks(Database& database, std::int64_t row, Instant from, Instant to, Series& all);
  std::vector<Bin> minuteBins(Database& database, std::int64_t row, Instant from, Instant to);
  std::vector<Bin> hourBins(Database& database, std::int64_t row, Instant from, Instant to);

  std::filesystem::path directory_;
  const Site& site_;
  std::map<std::int64_t, std::unique_ptr<std::optional<Database>>> open_;
  std::uint64_t damaged_ = 0;
};

}  // namespace firedamp
