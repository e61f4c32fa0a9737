// One month of samples while it is written: every commit is one tick (tick.h), durable at once;
// in turn, about once an hour, the samples of each point move from the ticks into a compressed
// chunk (series/chunk.h) with its bins (series/summary.h). Small chunks grow by the next.
//
// The turns are spread over the hour of the samples' own time, so that no commit is much longer
// than another. Memory: the samples of the last hour. One thread. Codes are SQLite's.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "historian/chunk_rows.h"
#include "historian/historian.h"
#include "historian/sqlite.h"
#include "historian/tick.h"
#include "series/summary.h"

namespace firedamp {

class MonthFile {
 public:
  // Design values (performance.md, rows 1 to 4 of the project's measurements).
  static constexpr std::size_t chunkSamples = ChunkRows::aim;
  static constexpr std::size_t tooFew = 1800;  // a point with fewer waits for its next turn
  static constexpr std::size_t tooMany = ChunkRows::tooMany;  // does not wait for its turn
  static constexpr Duration turn = std::chrono::hours{1};
  static constexpr std::int64_t ticksAtOnce = 8;  // go with one commit

  struct Opened {
    std::unique_ptr<MonthFile> file;  // present exactly when there is no fault
    std::optional<HistorianFault> fault;
  };
  static Opened open(const std::filesystem::path& path, const Site& site);

  // One commit; all of it or nothing. A sample of an instant that its point already has in the
  // last hour is a repetition and left out.
  int write(std::span<const Sample> samples);
  // Everything into chunks; no tick remains. For a month that is over.
  int seal();
  // After seal(): one file without a write-ahead log beside it. False while somebody reads it.
  bool close();
  bool isGone() const;  // somebody deleted or moved the file
  bool hasWaiting() const;
  HistorianFault faultOf(int code) const;

 private:
  struct Point {
    std::int64_t row = 0;
    Series waiting;               // in ticks, not yet in a chunk; in order of arrival
    std::int64_t oldestTick = 0;  // that has one of them; 0 = none
    std::size_t committed = 0;    // of `waiting`; what lies behind is in the commit under way
  };
  struct Statements {
    explicit Statements(Database& database);
    Statement addTick, dropTicks, seal, last, chunkBytes;
    ChunkRows chunks;
  };

  MonthFile(std::filesystem::path path, const Site& site);
  int load();
  int registerPoints();
  int readTicks();
  int writeTick(std::span<const Sample> samples);
  void makeRoom(Point& point);
  bool addWaiting(Point& point, const TickSample& sample, std::int64_t tick);
  int flushDue();
  static bool due(const Point& point);
  int flush(Point& point);
  int lastChunk(const Point& point, std::int64_t& id, Series& samples);
  int dropTicks(std::int64_t atMost);
  int finish(int code);

  std::filesystem::path path_;
  const Site& site_;
  std::optional<Database> database_;
  std::optional<Statements> statements_;  // end before their connection
  std::vector<Point> points_;             // all that the file knows
  std::vector<std::size_t> ofSite_;       // place in points_ by the site's index
  std::vector<std::size_t> flushed_;      // places, in the commit under way
  std::int64_t tick_ = 0;                 // of the commit under way
  bool ticksAreLeft_ = false;             // done with, to go with the next commits
  Instant newest_ = Instant::min();
  Instant turnsUntil_ = Instant::min();
  double turns_ = 0;                      // owed, in points
  std::size_t next_ = 0;                  // whose turn it is
};

}  // namespace firedamp
