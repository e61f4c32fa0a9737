// Makes an incident package (package_file.h) out of a recording, also while it grows. Blocking.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/seal_key.h"
#include "domain/phrase.h"
#include "domain/time.h"

namespace firedamp {

// What somebody has to say of an instant of the incident.
struct PackageNote {
  Instant at;
  std::string words;
};

struct PackageOrder {
  std::filesystem::path directory;  // of the recording
  Instant from, to;                 // both belong to it
  std::filesystem::path file;       // must not exist yet
  std::string id;                   // of the incident, any words
  std::vector<PackageNote> notes;
  // Of a run that began earlier, only the inputs from this long before the span on: frames and
  // journal are there, but an engine knows none of its nodes until they are found again. Nothing:
  // every run from its beginning.
  std::optional<Duration> lead{};
  std::vector<std::filesystem::path> pictures{};  // PNG files; at most picturesMax
};
constexpr std::size_t picturesMax = 16;

struct PackageContents {
  std::int64_t firstRow = 0, lastRow = 0;   // of the journal
  std::int64_t samples = 0;
  std::int64_t runs = 0;                    // of the engine that can be replayed
  std::int64_t cutRuns = 0;                 // of them, those without their beginning
  std::uint64_t bytes = 0;
};

// Samples are those of the span. The journal's rows are a piece of its chain with the seal before
// and the seal after the span. Every run of the engine that touches it comes with its inputs from
// its beginning, and with its rows, so that it replays as it was; where there is a lead, an older
// one comes from the lead on. Accounts stay where they are. Either the whole file is there, synced,
// or none.
std::variant<PackageContents, Phrase> writePackage(const PackageOrder& order, const SealKey& key);

}  // namespace firedamp
