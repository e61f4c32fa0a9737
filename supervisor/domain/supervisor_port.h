// The only two doors between a screen and the engine: requests and updates, history queries.
// All messages are plain values that could cross a process border. The site they speak of is given
// to the screen when it is made. Nothing in a screen may assume that it shares the engine's memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

class SupervisorPort {
 public:
  virtual ~SupervisorPort() = default;

  // Any thread. Never blocks; the answer arrives as updates.
  virtual void submit(Request request) = 0;

  // Screen thread: everything new since the last call, conflated per key (latest sample per
  // point, latest state per alarm, relay, node, link, area; every CommandEvent).
  virtual std::vector<Update> takeUpdates() = 0;

  // Called on the engine's thread when takeUpdates() has something again after it was empty.
  // It must only post a wake-up to the screen's own thread. Set once, before start.
  virtual void onUpdatesWaiting(std::function<void()> wake) = 0;

  // Screen thread: once after another configuration took over, the site as it is from now on, with
  // the same things under the same tags.
  virtual std::optional<Site> takeSite() { return std::nullopt; }
};

struct TrendColumn {
  Instant from;               // column covers [from, next.from)
  bool empty = true;          // a gap is drawn as a gap
  std::int32_t min = 0, max = 0, last = 0;
};

struct JournalRow {
  std::int64_t seq = 0;       // key for paging
  Instant at;
  Update entry;               // AlarmEvent, CommandEvent, NodeEvent, EventsLost, HealthReport,
                              // PeopleEvent
};

class HistoryPort {
 public:
  virtual ~HistoryPort() = default;
  // Any thread, blocking: call it off the screen's thread. Empty when the file cannot be read.
  virtual std::vector<TrendColumn> trend(PointId point, Instant from, Instant to,
                                         std::size_t columns) = 0;
  // At most `limit` rows with seq < before (0 = newest first).
  virtual std::vector<JournalRow> journal(std::int64_t before, std::size_t limit) = 0;
};

}  // namespace firedamp
