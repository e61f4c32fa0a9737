// All stored samples of [from, to], point by point in pieces as they lie in the months' files: for
// who wants every sample once, as fast as the disk gives them. Each chunk is decoded once, and so
// is each commit that is not in chunks yet. Every month is read as it was when its first piece was
// asked for; the writer is not held up. What cannot be read is counted and left out. Blocking; one
// thread.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "domain/site.h"
#include "series/chunk.h"

namespace firedamp {

class SamplePieces {
 public:
  // `directory` of a recording, or a package; points are found by their tags and units.
  SamplePieces(const std::filesystem::path& directory, const Site& site, Instant from, Instant to);
  ~SamplePieces();

  // The next samples of the point: ascending, each instant once (what came first), all later than
  // those of the call before. False, and nothing in `piece`: there are no more.
  bool next(PointId point, Series& piece);
  std::uint64_t damaged() const { return damaged_; }  // blobs that were left out so far

 private:
  struct Chunk {
    std::int64_t id = 0;  // of its row; 0: the samples that are in no chunk yet
    std::int64_t from_us = 0, to_us = 0;
  };
  struct Place {
    std::size_t month = 0;
    bool listed = false;
    std::vector<Chunk> chunks;  // of this month, ascending
    std::size_t next = 0;
  };
  class Month;

  Month* opened(std::size_t month);
  void list(Place& place, Month& month, PointId point);
  void load(Place& place, Month& month, PointId point, Series& piece);
  void add(Month& month, std::int64_t chunk, Series& piece);
  void tidy(Series& piece) const;

  const Site& site_;
  const Instant from_, to_;
  std::vector<std::filesystem::path> files_;       // of the months, oldest first
  std::vector<std::unique_ptr<Month>> months_;     // nothing: not opened yet
  std::vector<Place> places_;                      // by point
  std::uint64_t damaged_ = 0;
};

}  // namespace firedamp
