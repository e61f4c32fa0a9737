// What was recorded, for screens: its own read-only connection, so that it never holds up the
// writer. Any thread; calls wait for each other. Answers are empty while the file cannot be read.
#pragma once

#include <filesystem>
#include <memory>

#include "domain/site.h"
#include "domain/supervisor_port.h"
#include "link/wire_event.h"

namespace firedamp {

class HistoryReader : public HistoryPort {
 public:
  // Opens the file on first use. `site` must outlive the reader.
  HistoryReader(std::filesystem::path file, const Site& site);
  ~HistoryReader() override;

  // A value holds until the next sample, at most for the point's Limits::staleAfter: longer
  // silence and unusable values are gaps. At most 20000 columns.
  std::vector<TrendColumn> trend(PointId point, Instant from, Instant to,
                                 std::size_t columns) override;
  // Newest first, at most 10000 rows. Rows of things that the site no longer has stay in the
  // database and are left out here.
  std::vector<JournalRow> journal(std::int64_t before, std::size_t limit) override;
  // What passed over a link in [from, to], oldest first, at most 200: the ring keeps no more than
  // the newest frames of all links.
  std::vector<WireEvent> frames(LinkId link, Instant from, Instant to);
  // For good: every later answer is empty. Before the recorder ends, for a file that somebody still
  // reads keeps its write-ahead log beside it.
  void close();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
