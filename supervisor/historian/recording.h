// A recording as a whole, for tools: its files, what is in them, a copy of them while it grows.
// Blocking; no exceptions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

struct MonthFacts {
  std::filesystem::path file;
  std::uint64_t bytes = 0;     // of the file and its write-ahead log
  std::int64_t points = 0, chunks = 0, ticks = 0;
  std::int64_t samples = 0;    // in chunks
};

// mine.db, inputs.db and the months of a directory, oldest first; only those that exist.
std::vector<std::filesystem::path> filesOf(const std::filesystem::path& directory);
std::vector<MonthFacts> monthsOf(const std::filesystem::path& directory);

// The points that were ever recorded into the directory's database: tag, names and unit; nothing
// else of the site is known there.
Site recordedPoints(const std::filesystem::path& directory);

// Copies into a new or empty directory, by SQLite's online backup: the engine may go on recording,
// each copy is one moment of its file. What went wrong, or nothing.
std::optional<Phrase> backUp(const std::filesystem::path& directory,
                             const std::filesystem::path& target);

}  // namespace firedamp
