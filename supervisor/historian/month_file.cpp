#include "historian/month_file.h"

#include <algorithm>
#include <utility>

#include "historian/connection.h"
#include "historian/names.h"

namespace firedamp {
namespace {

Series inOrder(Series series) {
  return eachInstantOnce(ascending(series) ? std::move(series) : sorted(series));
}

// The newest `count` of them go: the commit that brought them failed.
void forgetNewest(Series& series, std::size_t count) {
  series.at_us.resize(series.size() - count);
  series.values.resize(series.at_us.size());
  while (count > 0) {
    QualityRun& run = series.quality.back();
    const auto gone = static_cast<std::uint32_t>(std::min<std::size_t>(run.count, count));
    run.count -= gone;
    count -= gone;
    if (run.count == 0) series.quality.pop_back();
  }
}

}  // namespace

MonthFile::Statements::Statements(Database& database)
    : addTick(database, "INSERT INTO tick VALUES(?, ?)"),
      dropTicks(database, "DELETE FROM tick WHERE seq IN"
                          " (SELECT seq FROM tick WHERE seq < ? ORDER BY seq LIMIT ?)"),
      seal(database, "INSERT INTO sealed VALUES(?1, ?2)"
                     " ON CONFLICT(point_id) DO UPDATE SET tick = ?2"),
      last(database, "SELECT id, samples FROM chunk INDEXED BY chunk_of_point"
                     " WHERE point_id = ? ORDER BY from_us DESC LIMIT 1"),
      chunkBytes(database, "SELECT bytes FROM chunk WHERE id = ?"),
      chunks(database) {}

MonthFile::MonthFile(std::filesystem::path path, const Site& site)
    : path_(std::move(path)), site_(site) {}

MonthFile::Opened MonthFile::open(const std::filesystem::path& path, const Site& site) {
  std::unique_ptr<MonthFile> file{new MonthFile{path, site}};
  if (auto fault = openForWriting(path, monthFile, file->database_)) return {nullptr, fault};
  file->statements_.emplace(*file->database_);
  const int code = file->load();
  if (code != SQLITE_OK) return {nullptr, file->faultOf(code)};
  return {std::move(file), std::nullopt};
}

HistorianFault MonthFile::faultOf(int code) const {
  return firedamp::faultOf(code, *database_, path_);
}

bool MonthFile::isGone() const {
  int moved = 0;
  sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

bool MonthFile::hasWaiting() const {
  return std::any_of(points_.begin(), points_.end(),
                     [](const Point& point) { return !point.waiting.empty(); });
}

int MonthFile::load() {
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = registerPoints();
  if (code == SQLITE_OK) code = database_->execute("COMMIT");
  return code == SQLITE_OK ? readTicks() : code;
}

int MonthFile::registerPoints() {
  Statement add{*database_,
                "INSERT INTO point(tag, unit, decimals) VALUES(?, ?, ?) ON CONFLICT DO NOTHING"};
  for (const PointSite& point : site_.points) {
    const int code =
        add.with(point.tag, wordOf(point.unit), unitFacts(point.unit).decimals).run();
    if (code != SQLITE_OK) return code;
  }
  Statement all{*database_, "SELECT id, tag, unit FROM point ORDER BY id"};
  ofSite_.assign(site_.points.size(), 0);
  int code = SQLITE_OK;
  while ((code = all.step()) == SQLITE_ROW) {
    for (std::size_t i = 0; i < site_.points.size(); ++i) {
      const PointSite& point = site_.points[i];
      if (point.tag == all.text(1) && wordOf(point.unit) == all.text(2)) {
        ofSite_[i] = points_.size();
      }
    }
    points_.emplace_back().row = all.integer(0);
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int MonthFile::readTicks() {
  std::vector<std::int64_t> sealedUntil(points_.size(), 0);
  const auto placeOf = [&](std::int64_t row) {
    const auto found = std::lower_bound(
        points_.begin(), points_.end(), row,
        [](const Point& point, std::int64_t wanted) { return point.row < wanted; });
    return static_cast<std::size_t>(found - points_.begin());
  };
  Statement sealed{*database_, "SELECT point_id, tick FROM sealed"};
  int code = SQLITE_OK;
  while ((code = sealed.step()) == SQLITE_ROW) {
    sealedUntil[placeOf(sealed.integer(0))] = sealed.integer(1);
    tick_ = std::max(tick_, sealed.integer(1));  // numbers go on, also when no tick is left
  }
  if (code != SQLITE_DONE) return code;
  Statement ticks{*database_, "SELECT seq, bytes FROM tick ORDER BY seq"};
  while ((code = ticks.step()) == SQLITE_ROW) {
    tick_ = std::max(tick_, ticks.integer(0));
    const std::int64_t tick = ticks.integer(0);
    const bool good = decodeTick(ticks.blob(1), 0, [&](const TickSample& sample) {
      const std::size_t place = placeOf(sample.point);
      if (place < points_.size() && tick > sealedUntil[place]) {
        addWaiting(points_[place], sample, tick);
      }
    });
    if (!good) return SQLITE_CORRUPT;
  }
  for (Point& point : points_) point.committed = point.waiting.size();
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool MonthFile::addWaiting(Point& point, const TickSample& sample, std::int64_t tick) {
  const std::vector<std::int64_t>& known = point.waiting.at_us;
  const std::int64_t at_us = microseconds(sample.at);
  if (!known.empty() && at_us <= known.back() &&
      std::find(known.rbegin(), known.rend(), at_us) != known.rend()) {
    return false;
  }
  makeRoom(point);
  point.waiting.add(sample.at, sample.value, sample.quality, sample.fromEvent);
  if (point.oldestTick == 0) point.oldestTick = tick;
  newest_ = std::max(newest_, sample.at);
  return true;
}

// A little at a time, each point at another time: vectors that double all in one tick hold it up.
void MonthFile::makeRoom(Point& point) {
  constexpr std::size_t step = 512;
  Series& waiting = point.waiting;
  if (waiting.size() < waiting.at_us.capacity()) return;
  const auto place = static_cast<std::size_t>(&point - points_.data());
  const std::size_t more = waiting.empty() ? 1 + place % step : step;
  waiting.at_us.reserve(waiting.size() + more);
  waiting.values.reserve(waiting.size() + more);
}

int MonthFile::write(std::span<const Sample> samples) {
  int code = database_->execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = writeTick(samples);
  if (code == SQLITE_OK) code = flushDue();
  return finish(code);
}

int MonthFile::seal() {
  int code = database_->execute("BEGIN IMMEDIATE");
  for (std::size_t i = 0; code == SQLITE_OK && i < points_.size(); ++i) {
    if (!points_[i].waiting.empty()) code = flush(points_[i]);
  }
  if (code == SQLITE_OK) code = dropTicks(-1);
  return finish(code);
}

bool MonthFile::close() {
  statements_.reset();
  // The mark is the last word of the file, and counts how often it was closed.
  const bool closed =
      database_->text("PRAGMA journal_mode = DELETE") == "delete" &&
      database_->execute("INSERT INTO meta VALUES('closed', '1') ON CONFLICT(key) DO UPDATE"
                         " SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)") == SQLITE_OK;
  if (closed) return true;
  database_->text("PRAGMA journal_mode = WAL");
  statements_.emplace(*database_);
  return false;
}

int MonthFile::writeTick(std::span<const Sample> samples) {
  std::vector<TickSample> rows;
  rows.reserve(samples.size());
  ++tick_;  // a commit that fails leaves a gap in the numbers
  for (const Sample& sample : samples) {
    Point& point = points_[ofSite_[sample.point.value]];
    const TickSample row{point.row, sample.at, sample.value, sample.quality, sample.fromEvent};
    if (addWaiting(point, row, tick_)) rows.push_back(row);
  }
  if (rows.empty()) return SQLITE_OK;
  const Bytes bytes = encodeTick(std::move(rows));
  return statements_->addTick.with(tick_, std::span<const std::uint8_t>{bytes}).run();
}

bool MonthFile::due(const Point& point) {
  if (point.waiting.empty()) return false;
  const std::int64_t span_us = point.waiting.at_us.back() - point.waiting.at_us.front();
  return point.waiting.size() >= tooFew || Duration{span_us} >= turn;
}

// As many turns as the samples' own time has earned since the last commit; who waits with too
// much does not wait for its turn.
int MonthFile::flushDue() {
  if (points_.empty() || newest_ == Instant::min()) return SQLITE_OK;
  if (turnsUntil_ == Instant::min()) turnsUntil_ = newest_;
  const auto passed = std::chrono::duration<double>(newest_ - turnsUntil_);
  turnsUntil_ = newest_;
  const auto all = static_cast<double>(points_.size());
  turns_ = std::min(all, turns_ + all * (passed / std::chrono::duration<double>(turn)));
  int code = SQLITE_OK;
  for (; code == SQLITE_OK && turns_ >= 1; turns_ -= 1) {
    Point& point = points_[next_];
    next_ = (next_ + 1) % points_.size();
    if (due(point)) code = flush(point);
  }
  for (std::size_t i = 0; code == SQLITE_OK && i < points_.size(); ++i) {
    if (points_[i].waiting.size() < tooMany) continue;
    const bool gone = std::find(flushed_.begin(), flushed_.end(), i) != flushed_.end();
    if (!gone) code = flush(points_[i]);
  }
  const bool some = ticksAreLeft_ || !flushed_.empty();
  return code == SQLITE_OK && some ? dropTicks(ticksAtOnce) : code;
}

int MonthFile::flush(Point& point) {
  flushed_.push_back(static_cast<std::size_t>(&point - points_.data()));
  const Series news = inOrder(point.waiting);
  std::int64_t grown = 0;
  Series all;
  int code = lastChunk(point, grown, all);
  all.append(news);
  all = inOrder(std::move(all));
  if (code == SQLITE_OK) code = statements_->chunks.putAll(point.row, all, grown);
  if (code == SQLITE_OK) {
    code = statements_->chunks.addHours(point.row, binsOf(news, minuteSpan));
  }
  return code == SQLITE_OK ? statements_->seal.with(point.row, tick_).run() : code;
}

// A small chunk takes the next samples in, rather than that a second small one is made.
int MonthFile::lastChunk(const Point& point, std::int64_t& id, Series& samples) {
  Statement& last = statements_->last;
  int code = last.with(point.row).step();
  const bool small = code == SQLITE_ROW && last.integer(1) < static_cast<std::int64_t>(tooFew);
  if (small) id = last.integer(0);
  last.reset();
  if (!small) return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
  Statement& bytes = statements_->chunkBytes;
  code = bytes.with(id).step();
  if (code == SQLITE_ROW) {
    code = decodeChunk(bytes.blob(0), samples) == ChunkFault::none ? SQLITE_OK : SQLITE_CORRUPT;
  }
  bytes.reset();
  return code;
}

// A tick is done with when every sample in it is in a chunk. An hour of them may be done with at
// once: no more than `atMost` (-1: all) go with one commit.
int MonthFile::dropTicks(std::int64_t atMost) {
  std::int64_t oldest = tick_ + 1;
  std::vector<bool> gone(points_.size(), false);
  for (const std::size_t place : flushed_) gone[place] = true;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (!gone[i] && points_[i].oldestTick != 0) oldest = std::min(oldest, points_[i].oldestTick);
  }
  const int code = statements_->dropTicks.with(oldest, atMost).run();
  ticksAreLeft_ = code == SQLITE_OK && sqlite3_changes64(database_->handle()) == atMost;
  return code;
}

// Ends the transaction; what waits in memory follows what is on the disk.
int MonthFile::finish(int code) {
  if (code == SQLITE_OK) code = database_->execute("COMMIT");
  // A failed COMMIT may have ended it already; to end it twice would hide the disk's own words.
  const bool open = sqlite3_get_autocommit(database_->handle()) == 0;
  if (code != SQLITE_OK && open) database_->execute("ROLLBACK");
  for (Point& point : points_) {
    if (code == SQLITE_OK) {
      point.committed = point.waiting.size();
    } else if (point.waiting.size() > point.committed) {
      forgetNewest(point.waiting, point.waiting.size() - point.committed);
      if (point.waiting.empty()) point.oldestTick = 0;
    }
  }
  for (const std::size_t place : std::exchange(flushed_, {})) {
    if (code != SQLITE_OK) continue;
    points_[place].waiting.clear();
    points_[place].committed = 0;
    points_[place].oldestTick = 0;
  }
  return code;
}

}  // namespace firedamp
