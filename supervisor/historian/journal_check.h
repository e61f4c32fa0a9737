// Is the journal as it was written? Reads a recording and says at which row it is not. Blocking;
// read-only but for the file that rebuildJournal() makes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "crypto/seal_key.h"
#include "domain/phrase.h"
#include "domain/time.h"

namespace firedamp {

class Database;

// What somebody noted elsewhere of a recording (a seal on the shift report): without it nobody can
// see that rows were cut off at the end.
struct JournalAnchor {
  std::int64_t seq = 0;
  Digest hash{};
};

struct JournalVerdict {
  std::int64_t rows = 0, seals = 0;
  JournalAnchor head;                    // the newest row
  std::optional<Instant> newest;         // its time
  std::optional<PublicKey> key;          // that signed the seals
  std::int64_t badSeq = 0;               // first row that is not as it was written; 0 = none
  std::optional<Phrase> fault;           // what is wrong there, or with the file
};

// Chain, seals, numbers without a gap, the anchors, and each body against its projections. `key`:
// the only one that may have signed; otherwise all seals must be by one and the same.
JournalVerdict checkJournal(const std::filesystem::path& database,
                            const std::vector<JournalAnchor>& anchors = {},
                            const std::optional<PublicKey>& key = {});

// The same of a piece of a journal that begins behind `before`; rows with smaller numbers are not
// looked at.
JournalVerdict checkSlice(Database& database, const JournalAnchor& before,
                          const std::optional<PublicKey>& key = {});
// The first row below `end` whose tables do not say what it says.
std::optional<std::int64_t> firstUnlike(Database& database, std::int64_t end);

// A new database at `target` whose tables are made from the journal of `source` alone. Nothing, or
// what went wrong, or the first table that differs from the source's.
std::optional<Phrase> rebuildJournal(const std::filesystem::path& source,
                                     const std::filesystem::path& target);

}  // namespace firedamp
