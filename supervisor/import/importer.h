// Somebody else's table of values into a recording of ours. Rows are stored in commits of at most
// an hour of the table's time; after each the place is written down (import_state.h), so that the
// same call goes on where the last one ended, whatever ended it, and stores nothing twice. Every
// row that is not stored as it stands is listed with its line.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "domain/phrase.h"
#include "import/import_state.h"
#include "site/import_map.h"

namespace firedamp {

struct ImportOrder {
  std::filesystem::path table;      // a CSV file with a header
  std::filesystem::path mapFile;    // where `map` was read from
  std::filesystem::path directory;  // of the recording; made if it is not there
};

struct ImportProgress {
  ImportCounts counts;
  std::uint64_t bytes = 0, bytesTotal = 0;  // of the table
};

struct ImportOutcome {
  ImportCounts counts;
  std::filesystem::path list;    // of faults: line, column, text, reason; absent without faults
  std::vector<Phrase> faults;    // what stopped it; what was stored until then stays
  bool resumed = false;          // went on where an earlier call ended
  bool stopped = false;          // `goOn` said so
};

// Blocking; one thread. `goOn` is called after each commit; false ends the call there.
ImportOutcome importTable(const ImportOrder& order, const ImportMap& map,
                          const std::function<bool(const ImportProgress&)>& goOn);

}  // namespace firedamp
