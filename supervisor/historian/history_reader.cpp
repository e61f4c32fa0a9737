#include "historian/history_reader.h"

#include <algorithm>
#include <mutex>

#include "historian/connection.h"
#include "historian/input_reader.h"
#include "historian/names.h"
#include "historian/rows.h"
#include "historian/sample_reader.h"
#include "historian/trend_columns.h"

namespace firedamp {
namespace {

constexpr std::size_t columnsMax = 20000;
constexpr std::size_t journalRowsMax = 10000, framesMax = 200;
// Beyond these there are no instants of a mine, and sums would overflow.
constexpr Instant earliest = fromMicroseconds(-(std::int64_t{1} << 61));
constexpr Instant latest = fromMicroseconds(std::int64_t{1} << 61);

}  // namespace

class HistoryReader::Impl {
 public:
  Impl(std::filesystem::path file, const Site& site)
      : file_(std::move(file)), site_(site), samples_(file_.parent_path(), site) {}

  std::vector<TrendColumn> trend(PointId point, Instant from, Instant to, std::size_t columns);
  std::vector<JournalRow> journal(std::int64_t before, std::size_t limit);
  std::vector<WireEvent> frames(LinkId link, Instant from, Instant to);
  void close();

 private:
  bool ready();

  std::filesystem::path file_;
  const Site& site_;
  std::mutex mutex_;
  std::optional<Database> database_;
  TagRows rows_;
  SampleReader samples_;
  bool closed_ = false;
};

// The writer may create the file, replace it or add tags while we live: look again each time.
bool HistoryReader::Impl::ready() {
  if (closed_) return false;
  int moved = 0;
  if (database_) {
    sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  }
  if (moved != 0) database_.reset();
  if (!database_ && !openForReading(file_, mineFile, database_)) return false;
  rows_ = findTags(*database_, site_);
  return true;
}

// A column of at least four bins takes whole bins, each at its begin: no extreme is lost, none is
// off by more than a quarter of a column. Narrower columns get the samples themselves.
std::vector<TrendColumn> HistoryReader::Impl::trend(PointId point, Instant from, Instant to,
                                                    std::size_t columns) {
  const std::lock_guard guard{mutex_};
  if (from < earliest || to > latest) return {};
  if (to <= from || columns == 0 || point.value >= site_.points.size()) return {};
  if (!ready()) return {};
  columns = std::min(columns, columnsMax);
  const Duration width = (to - from) / static_cast<std::int64_t>(columns);
  Duration hold = site_.points[point.value].limits.staleAfter;
  // Where the samples are gone a minute is the finest that there is.
  const bool thinned = width < 4 * minuteSpan && samples_.hasThinned(from, to);
  if (thinned) hold = std::max(hold, minuteSpan);
  TrendColumns result{from, to, columns, hold};
  const Duration span = thinned                                   ? minuteSpan
                        : width >= std::max(4 * hourSpan, hold)     ? hourSpan
                        : width >= std::max(4 * minuteSpan, hold) ? minuteSpan
                                                                  : Duration{0};
  if (span.count() > 0) {
    for (const Bin& bin : samples_.bins(point, from, to, span)) {
      if (bin.usable > 0) {
        result.cover(fromMicroseconds(bin.number * span.count()), bin.lowest, bin.highest,
                     bin.last);
      }
    }
    return result.take();
  }
  result.add(samples_.samples(point, from - hold, to + hold));
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

std::vector<WireEvent> HistoryReader::Impl::frames(LinkId link, Instant from, Instant to) {
  const std::lock_guard guard{mutex_};
  if (closed_ || link.value >= site_.links.size()) return {};
  return InputReader{file_.parent_path()}.frames(site_.links[link.value].tag, link, from, to,
                                                 framesMax);
}

void HistoryReader::Impl::close() {
  const std::lock_guard guard{mutex_};
  closed_ = true;
  database_.reset();
  samples_.close();
}

HistoryReader::HistoryReader(std::filesystem::path file, const Site& site)
    : impl_(std::make_unique<Impl>(std::move(file), site)) {}
HistoryReader::~HistoryReader() = default;

void HistoryReader::close() { impl_->close(); }

std::vector<TrendColumn> HistoryReader::trend(PointId point, Instant from, Instant to,
                                              std::size_t columns) {
  return impl_->trend(point, from, to, columns);
}

std::vector<JournalRow> HistoryReader::journal(std::int64_t before, std::size_t limit) {
  return impl_->journal(before, limit);
}

std::vector<WireEvent> HistoryReader::frames(LinkId link, Instant from, Instant to) {
  return impl_->frames(link, from, to);
}

}  // namespace firedamp
