#include "historian/sample_reader.h"

#include <algorithm>

#include "historian/connection.h"
#include "historian/names.h"
#include "historian/package_file.h"
#include "historian/sample_store.h"
#include "historian/tick.h"

namespace firedamp {
namespace {

// One snapshot for chunks and ticks: a sample is in exactly one of them.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { database_.execute("BEGIN"); }
  ~Snapshot() { database_.execute("COMMIT"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

// Of ascending samples those of [from, to], each instant once.
Series cut(Series series, Instant from, Instant to) {
  const auto& at_us = series.at_us;
  const auto first = std::lower_bound(at_us.begin(), at_us.end(), microseconds(from));
  const auto end = std::upper_bound(first, at_us.end(), microseconds(to));
  if (first != at_us.begin() || end != at_us.end()) {
    series = part(series, static_cast<std::size_t>(first - at_us.begin()),
                  static_cast<std::size_t>(end - at_us.begin()));
  }
  return eachInstantOnce(std::move(series));
}

void keepTouching(std::vector<Bin>& bins, Instant from, Instant to, Duration span) {
  std::erase_if(bins, [&](const Bin& bin) {
    const std::int64_t start_us = bin.number * span.count();
    return start_us > microseconds(to) || start_us + span.count() <= microseconds(from);
  });
}

// Chunks follow one another; mostly the last bin of one is the first of the next. Only the part
// that overlaps is merged.
void append(std::vector<Bin>& all, const std::vector<Bin>& later) {
  if (later.empty()) return;
  const auto overlap = std::lower_bound(
      all.begin(), all.end(), later.front().number,
      [](const Bin& bin, std::int64_t number) { return bin.number < number; });
  const std::vector<Bin> tail{overlap, all.end()};
  all.erase(overlap, all.end());
  const std::vector<Bin> both = merged(tail, later);
  all.insert(all.end(), both.begin(), both.end());
}

}  // namespace

// A package has all its samples in one file.
std::pair<std::int64_t, std::int64_t> SampleReader::months(Instant from, Instant to) const {
  if (isPackage(directory_)) return {0, 0};
  return {monthOf(from), monthOf(to)};
}

Database* SampleReader::month(std::int64_t month) {
  auto& slot = open_[month];
  if (!slot) slot = std::make_unique<std::optional<Database>>();
  int moved = 0;
  if (*slot) sqlite3_file_control((*slot)->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved != 0) slot->reset();
  if (!*slot && !openForReading(monthPath(directory_, month), monthFile, *slot)) return nullptr;
  return &**slot;
}

std::int64_t SampleReader::rowOf(Database& database, PointId point) {
  if (point.value >= site_.points.size()) return 0;
  const PointSite& wanted = site_.points[point.value];
  Statement row{database, "SELECT id FROM point WHERE tag = ? AND unit = ?"};
  return row.with(wanted.tag, wordOf(wanted.unit)).step() == SQLITE_ROW ? row.integer(0) : 0;
}

Series SampleReader::waiting(Database& database, std::int64_t row) {
  Statement ticks{database,
                  "SELECT bytes FROM tick WHERE seq >"
                  " coalesce((SELECT tick FROM sealed WHERE point_id = ?), 0) ORDER BY seq"};
  ticks.with(row);
  Series series;
  while (ticks.step() == SQLITE_ROW) {
    const bool good = decodeTick(ticks.blob(0), row, [&](const TickSample& sample) {
      series.add(sample.at, sample.value, sample.quality, sample.fromEvent);
    });
    if (!good) ++damaged_;
  }
  return ascending(series) ? series : sorted(series);
}

void SampleReader::readChunks(Database& database, std::int64_t row, Instant from, Instant to,
                              Series& all) {
  Statement chunks{database,
                   "SELECT bytes FROM chunk WHERE point_id = ? AND from_us <= ? AND to_us >= ?"
                   " ORDER BY from_us"};
  chunks.with(row, to, from);
  Series chunk;
  while (chunks.step() == SQLITE_ROW) {
    if (chunks.blob(0).empty()) continue;  // the samples have had their time (archive.h)
    if (decodeChunk(chunks.blob(0), chunk) == ChunkFault::none) {
      all.append(chunk);
    } else {
      ++damaged_;
    }
  }
}

bool SampleReader::hasThinned(Instant from, Instant to) {
  const auto [first, last] = months(from, to);
  for (std::int64_t each = first; each <= last; ++each) {
    Database* database = month(each);
    if (database == nullptr) continue;
    if (database->integer("SELECT 1 FROM meta WHERE key = 'thinned'") == 1) return true;
  }
  return false;
}

Series SampleReader::samples(PointId point, Instant from, Instant to) {
  Series all;
  const auto [first, last] = months(from, to);
  for (std::int64_t each = first; each <= last; ++each) {
    Database* database = month(each);
    if (database == nullptr) continue;
    const Snapshot snapshot{*database};
    const std::int64_t row = rowOf(*database, point);
    if (row == 0) continue;
    readChunks(*database, row, from, to, all);
    all.append(waiting(*database, row));
  }
  return cut(ascending(all) ? all : sorted(all), from, to);
}

std::vector<Bin> SampleReader::minuteBins(Database& database, std::int64_t row, Instant from,
                                          Instant to) {
  Statement chunks{database,
                   "SELECT minutes FROM chunk WHERE point_id = ? AND from_us <= ? AND to_us >= ?"
                   " ORDER BY from_us"};
  // A bin that touches the span may begin before it.
  chunks.with(row, to + minuteSpan, from - minuteSpan);
  std::vector<Bin> all;
  while (chunks.step() == SQLITE_ROW) {
    const auto bins = decodeBins(chunks.blob(0), minuteSpan);
    if (!bins) {
      ++damaged_;
    } else {
      append(all, *bins);
    }
  }
  return all;
}

std::vector<Bin> SampleReader::hourBins(Database& database, std::int64_t row, Instant from,
                                        Instant to) {
  constexpr Duration day = std::chrono::hours{24};
  Statement days{database,
                 "SELECT bytes FROM hours WHERE point_id = ? AND day BETWEEN ? AND ? ORDER BY day"};
  days.with(row, microseconds(from) / day.count() - 1, microseconds(to) / day.count() + 1);
  std::vector<Bin> all;
  while (days.step() == SQLITE_ROW) {
    const auto bins = decodeBins(days.blob(0), hourSpan);
    if (bins) {
      all.insert(all.end(), bins->begin(), bins->end());
    } else {
      ++damaged_;
    }
  }
  return all;
}

std::vector<Bin> SampleReader::bins(PointId point, Instant from, Instant to, Duration span) {
  std::vector<Bin> all;
  const auto [first, last] = months(from, to);
  for (std::int64_t each = first; each <= last; ++each) {
    Database* database = month(each);
    if (database == nullptr) continue;
    const Snapshot snapshot{*database};
    const std::int64_t row = rowOf(*database, point);
    if (row == 0) continue;
    const auto stored = span == hourSpan ? hourBins(*database, row, from, to)
                                         : minuteBins(*database, row, from, to);
    append(all, merged(stored, binsOf(waiting(*database, row), span)));
  }
  keepTouching(all, from, to, span);
  return all;
}

}  // namespace firedamp
