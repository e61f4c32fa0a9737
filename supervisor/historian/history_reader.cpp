#include "historian/history_reader.h"

#include <algorithm>
#include <mutex>

#include "historian/connection.h"
#include "historian/rows.h"
#include "historian/trend_columns.h"

namespace firedamp {
namespace {

constexpr std::size_t columnsMax = 20000;
constexpr std::size_t journalRowsMax = 10000;
// Beyond these there are no instants of a mine, and sums would overflow.
constexpr Instant earliest = fromMicroseconds(-(std::int64_t{1} << 61));
constexpr Instant latest = fromMicroseconds(std::int64_t{1} << 61);

}  // namespace

class HistoryReader::Impl {
 public:
  Impl(std::filesystem::path file, const Site& site) : file_(std::move(file)), site_(site) {}

  std::vector<TrendColumn> trend(PointId point, Instant from, Instant to, std::size_t columns);
  std::vector<JournalRow> journal(std::int64_t before, std::size_t limit);

 private:
  bool ready();
  void readSamples(std::int64_t row, Instant from, Instant to, Duration hold,
                   TrendColumns& columns);

  std::filesystem::path file_;
  const Site& site_;
  std::mutex mutex_;
  std::optional<Database> database_;
  TagRows rows_;
};

// The writer may create the file, replace it or add tags while we live: look again each time.
bool HistoryReader::Impl::ready() {
  int moved = 0;
  if (database_) {
    sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  }
  if (moved != 0) database_.reset();
  if (!database_ && !openForReading(file_, database_)) return false;
  rows_ = findTags(*database_, site_);
  return true;
}

void HistoryReader::Impl::readSamples(std::int64_t row, Instant from, Instant to, Duration hold,
                                      TrendColumns& columns) {
  Statement samples{*database_,
                    "SELECT at_us, value_raw, quality FROM sample"
                    " WHERE point_id = ? AND at_us >= ? AND at_us <= ? ORDER BY at_us"};
  samples.with(row, from - hold, to + hold);
  while (samples.step() == SQLITE_ROW) {
    const Quality quality{static_cast<std::uint16_t>(samples.integer(2) & 0xFFFF)};
    const std::int64_t value = samples.integer(1);
    columns.add(fromMicroseconds(samples.integer(0)),
                static_cast<std::int32_t>(std::clamp<std::int64_t>(value, INT32_MIN, INT32_MAX)),
                quality);
  }
}

std::vector<TrendColumn> HistoryReader::Impl::trend(PointId point, Instant from, Instant to,
                                                    std::size_t columns) {
  const std::lock_guard guard{mutex_};
  if (from < earliest || to > latest) return {};
  if (to <= from || columns == 0 || point.value >= site_.points.size()) return {};
  const Duration hold = site_.points[point.value].limits.staleAfter;
  TrendColumns result{from, to, std::min(columns, columnsMax), hold};
  if (!ready()) return {};
  if (rows_.points[point.value] != 0) {
    readSamples(rows_.points[point.value], from, to, hold, result);
  }
  return result.take();
}

std::vector<JournalRow> HistoryReader::Impl::journal(std::int64_t before, std::size_t limit) {
  const std::lock_guard guard{mutex_};
  std::vector<JournalRow> page;
  if (!ready()) return page;
  limit = std::min(limit, journalRowsMax);
  JournalEntries entries{*database_, site_, rows_};
  Statement rows{*database_,
                 "SELECT seq, at_us, kind FROM journal WHERE seq < ? ORDER BY seq DESC"};
  rows.with(before > 0 ? before : INT64_MAX);
  while (page.size() < limit && rows.step() == SQLITE_ROW) {
    const std::int64_t seq = rows.integer(0);
    if (auto entry = entries.entry(rows.text(2), seq)) {
      page.push_back({seq, fromMicroseconds(rows.integer(1)), std::move(*entry)});
    }
  }
  return page;
}

HistoryReader::HistoryReader(std::filesystem::path file, const Site& site)
    : impl_(std::make_unique<Impl>(std::move(file), site)) {}
HistoryReader::~HistoryReader() = default;

std::vector<TrendColumn> HistoryReader::trend(PointId point, Instant from, Instant to,
                                              std::size_t columns) {
  return impl_->trend(point, from, to, columns);
}

std::vector<JournalRow> HistoryReader::journal(std::int64_t before, std::size_t limit) {
  return impl_->journal(before, limit);
}

}  // namespace firedamp
