// What entered the engine, as it was recorded: a read-only connection, which never holds up the
// writer. One thread at a time. What cannot be read is counted; nothing is guessed.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "historian/sqlite.h"
#include "link/engine_input.h"

namespace firedamp {

// One life of an engine.
struct RecordedRun {
  std::int64_t id = 0;
  Instant at;                    // of its start; of its first known input, where that is not kept
  Instant until;                 // of its newest input
  std::string configuration;     // version in force; empty = not known
  std::int64_t journalRows = 0;  // that the journal had before
  bool siteKey = false;
};

class InputReader {
 public:
  // `directory` of a recording. There may be nothing in it.
  explicit InputReader(const std::filesystem::path& directory);

  // Oldest first.
  std::vector<RecordedRun> runs();
  // Tags of all links of all runs.
  std::vector<std::string> links();
  // Calls `each` for the inputs of a run in their order until it says no. False: some could not be
  // read and were left out.
  bool read(std::int64_t run, const std::function<bool(EngineInput&&)>& each);
  // What passed over a link in [from, to], oldest first, at most `limit`; all as link `as`.
  std::vector<WireEvent> frames(const std::string& link, LinkId as, Instant from, Instant to,
                                std::size_t limit);
  bool damaged() const { return damaged_; }  // something was left out so far

 private:
  std::optional<Database> database_;
  bool damaged_ = false;
};

}  // namespace firedamp
