#include "historian/sample_pieces.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "historian/connection.h"
#include "historian/names.h"
#include "historian/package_file.h"
#include "historian/recording.h"
#include "historian/tick.h"

namespace firedamp {
namespace {

// Also a package, whose one file has no month.
std::vector<std::filesystem::path> monthFiles(const std::filesystem::path& directory) {
  if (isPackage(directory)) return {directory / "samples"};
  std::vector<std::filesystem::path> files = filesOf(directory);
  std::erase_if(files, [](const std::filesystem::path& file) {
    return file.filename().string().rfind("samples-", 0) != 0;
  });
  return files;
}

bool strictlyAscending(const std::vector<std::int64_t>& at_us) {
  for (std::size_t i = 1; i < at_us.size(); ++i) {
    if (at_us[i] <= at_us[i - 1]) return false;
  }
  return true;
}

}  // namespace

// One connection in one transaction: a sample is either in a tick or in a chunk.
class SamplePieces::Month {
 public:
  Month(const std::filesystem::path& file, const Site& site) : rows_(site.points.size()) {
    if (!openForReading(file, monthFile, database_)) return;
    database_->execute("BEGIN");
    findRows(site);
    list.emplace(*database_,
                 "SELECT id, from_us, to_us FROM chunk WHERE point_id = ? AND from_us <= ?"
                 " AND to_us >= ? ORDER BY from_us");
    bytes.emplace(*database_, "SELECT bytes FROM chunk WHERE id = ?");
  }
  ~Month() {
    list.reset();
    bytes.reset();
    if (database_) database_->execute("COMMIT");
  }
  Month(const Month&) = delete;
  Month& operator=(const Month&) = delete;

  std::int64_t rowOf(PointId point) const { return database_ ? rows_[point.value] : 0; }
  Series& waiting(PointId point, std::uint64_t& damaged) {
    if (!std::exchange(ticksRead_, true)) readTicks(damaged);
    return waiting_[rows_[point.value]].series;
  }

  std::optional<Statement> list, bytes;

 private:
  void findRows(const Site& site) {
    std::map<std::pair<std::string, std::string>, std::int64_t> known;
    Statement points{*database_, "SELECT id, tag, unit FROM point"};
    while (points.step() == SQLITE_ROW) {
      known[{points.text(1), points.text(2)}] = points.integer(0);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto found = known.find({site.points[i].tag, wordOf(site.points[i].unit)});
      if (found != known.end()) rows_[i] = found->second;
    }
  }
  void readTicks(std::uint64_t& damaged) {
    Statement seals{*database_, "SELECT point_id, tick FROM sealed"};
    while (seals.step() == SQLITE_ROW) waiting_[seals.integer(0)].sealed = seals.integer(1);
    Statement ticks{*database_, "SELECT seq, bytes FROM tick ORDER BY seq"};
    while (ticks.step() == SQLITE_ROW) {
      const std::int64_t tick = ticks.integer(0);
      std::int64_t row = 0;  // of the sample before: those of a point come together
      Waiting* waiting = nullptr;
      const bool good = decodeTick(ticks.blob(1), 0, [&](const TickSample& sample) {
        if (waiting == nullptr || sample.point != row) waiting = &waiting_[row = sample.point];
        if (tick <= waiting->sealed) return;
        waiting->series.add(sample.at, sample.value, sample.quality, sample.fromEvent);
      });
      if (!good) ++damaged;
    }
    for (auto& [row, waiting] : waiting_) {
      if (!ascending(waiting.series)) waiting.series = sorted(waiting.series);
    }
  }

  struct Waiting {
    std::int64_t sealed = 0;  // up to this tick they are in chunks
    Series series;
  };

  std::optional<Database> database_;
  std::vector<std::int64_t> rows_;  // by point of the site; 0: none
  bool ticksRead_ = false;
  std::unordered_map<std::int64_t, Waiting> waiting_;  // by row
};

SamplePieces::SamplePieces(const std::filesystem::path& directory, const Site& site, Instant from,
                           Instant to)
    : site_(site),
      from_(from),
      to_(to),
      files_(monthFiles(directory)),
      months_(files_.size()),
      places_(site.points.size()) {}

SamplePieces::~SamplePieces() = default;

SamplePieces::Month* SamplePieces::opened(std::size_t month) {
  if (!months_[month]) months_[month] = std::make_unique<Month>(files_[month], site_);
  return months_[month].get();
}

void SamplePieces::list(Place& place, Month& month, PointId point) {
  place.listed = true;
  place.next = 0;
  place.chunks.clear();
  const std::int64_t row = month.rowOf(point);
  if (row == 0) return;
  month.list->with(row, to_, from_);
  while (month.list->step() == SQLITE_ROW) {
    place.chunks.push_back(
        {month.list->integer(0), month.list->integer(1), month.list->integer(2)});
  }
  const Series& waiting = month.waiting(point, damaged_);
  if (waiting.empty()) return;
  const Chunk last{0, waiting.at_us.front(), waiting.at_us.back()};
  place.chunks.insert(std::upper_bound(place.chunks.begin(), place.chunks.end(), last,
                                       [](const Chunk& a, const Chunk& b) {
                                         return a.from_us < b.from_us;
                                       }),
                      last);
}

void SamplePieces::add(Month& month, std::int64_t chunk, Series& piece) {
  Series more;
  Series& target = piece.empty() ? piece : more;
  if (month.bytes->with(chunk).step() == SQLITE_ROW && !month.bytes->blob(0).empty() &&
      decodeChunk(month.bytes->blob(0), target) != ChunkFault::none) {
    ++damaged_;
  }
  month.bytes->reset();
  if (&target == &more) piece.append(more);
}

// Chunks that overlap, because something came late, are one piece.
void SamplePieces::load(Place& place, Month& month, PointId point, Series& piece) {
  std::int64_t until_us = INT64_MIN;
  bool waiting = false;  // comes behind what came before it
  do {
    const Chunk& chunk = place.chunks[place.next++];
    until_us = std::max(until_us, chunk.to_us);
    waiting = waiting || chunk.id == 0;
    if (chunk.id != 0) add(month, chunk.id, piece);
  } while (place.next < place.chunks.size() && place.chunks[place.next].from_us <= until_us);
  if (waiting) piece.append(std::exchange(month.waiting(point, damaged_), {}));
}

void SamplePieces::tidy(Series& piece) const {
  if (piece.empty()) return;
  const bool whole = piece.at_us.front() >= microseconds(from_) &&
                     piece.at_us.back() <= microseconds(to_);
  if (whole && strictlyAscending(piece.at_us)) return;
  const Series all = ascending(piece) ? std::exchange(piece, {}) : sorted(piece);
  piece.clear();
  std::size_t at = 0;
  for (const QualityRun& run : all.quality) {
    for (std::uint32_t i = 0; i < run.count; ++i, ++at) {
      const Instant instant = fromMicroseconds(all.at_us[at]);
      if (instant < from_ || instant > to_) continue;
      if (!piece.empty() && piece.at_us.back() == all.at_us[at]) continue;
      piece.add(instant, all.values[at], run.quality, run.fromEvent);
    }
  }
}

bool SamplePieces::next(PointId point, Series& piece) {
  piece.clear();
  Place& place = places_[point.value];
  for (; place.month < files_.size(); ++place.month, place.listed = false) {
    Month& month = *opened(place.month);
    if (!place.listed) list(place, month, point);
    while (place.next < place.chunks.size()) {
      load(place, month, point, piece);
      tidy(piece);
      if (!piece.empty()) return true;
    }
  }
  place.chunks = {};
  return false;
}

}  // namespace firedamp
