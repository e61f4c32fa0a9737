// The proof of a replay: its journal is that of the live engine, byte for byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "crypto/key_ring.h"
#include "historian/input_reader.h"
#include "historian/journal_lines.h"

namespace firedamp {

struct RunComparison {
  std::int64_t rows = 0;       // of the Core that are equal
  std::uint64_t missing = 0;   // inputs that were shed before they were stored
  // Of them, those of the beginning: without it the journal cannot be made again, and no row was
  // compared. What is kept begins at `keptFrom`.
  std::uint64_t beginningLost = 0;
  Instant keptFrom{};
  bool stopped = false;        // the engine was stopped; otherwise its last rows may be missing
  bool damaged = false;        // inputs that cannot be read were left out
  std::int64_t unstored = 0;   // rows at the end that a killed engine did not store any more
  // The first rows that differ; absent where one of the two ends.
  std::optional<JournalLine> live, replayed;
  bool comparable() const { return beginningLost == 0; }
  bool equal() const { return comparable() && !live && !replayed; }
};

// Replays one run with `site` and compares rows (run.journalRows, lastRow] of the journal with it.
RunComparison compareRun(const std::filesystem::path& directory, const RecordedRun& run,
                         std::int64_t lastRow, const Site& site, const KeyRing& keys = {});

}  // namespace firedamp
