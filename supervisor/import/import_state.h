// How far an import came: a small text file beside the recording, replaced as a whole after each
// commit, so that the import goes on there after whatever ended it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "domain/time.h"

namespace firedamp {

struct ImportCounts {
  std::uint64_t rows = 0;      // read, the header not counted
  std::uint64_t samples = 0;   // stored
  std::uint64_t badRows = 0;   // rows with at least one fault
  std::uint64_t badCells = 0;  // faults listed
  std::optional<Instant> first, last;  // of the rows that had a time
};

struct ImportState {
  std::string table;           // what was being read: size and beginning of the file
  std::string map;             // hash of the map's text
  std::uint64_t offset = 0;    // the first line that is not done with
  std::uint64_t line = 1;      // its number
  std::uint64_t listBytes = 0; // length of the list of faults
  ImportCounts counts;
  bool done = false;
};

// "<bytes>-<hash of the first 64 KiB>"; nothing if the file cannot be read.
std::optional<std::string> identityOf(const std::filesystem::path& file);
// The hash of the whole text of a small file.
std::optional<std::string> hashOf(const std::filesystem::path& file);

enum class StateFile { absent, read, damaged };
StateFile readState(const std::filesystem::path& file, ImportState& state);
// Durable and whole, or false with errno's words in `why`.
bool writeState(const std::filesystem::path& file, const ImportState& state, std::string& why);

}  // namespace firedamp
