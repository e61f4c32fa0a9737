// Rows of chunks and of the levels above them (month_schema.cpp), as they are written. Inside a
// transaction that the caller opens and closes. Codes are SQLite's.
#pragma once

#include <cstdint>
#include <vector>

#include "historian/sqlite.h"
#include "series/summary.h"

namespace firedamp {

class ChunkRows {
 public:
  // Design values (performance.md, rows 1 to 4 of the project's measurements).
  static constexpr std::size_t aim = 3600;       // samples of a chunk
  static constexpr std::size_t tooMany = 2 * aim;

  explicit ChunkRows(Database& database);

  // `series`: ascending, up to maxChunkSamples. `grown`: the row that it takes the place of, or 0.
  int put(std::int64_t point, const Series& series, std::int64_t grown);
  // As many chunks as it needs; the first takes the place of `grown`.
  int putAll(std::int64_t point, const Series& series, std::int64_t grown);
  // The bins of samples that are new, into the bins of an hour.
  int addHours(std::int64_t point, const std::vector<Bin>& minutes);

 private:
  int addDay(std::int64_t point, std::int64_t day, std::span<const Bin> hours);

  Statement addChunk_, growChunk_, hours_, putHours_;
};

}  // namespace firedamp
