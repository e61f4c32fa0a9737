// Is an incident package what it says? Reads it as what a stranger sent. Blocking.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "historian/journal_check.h"

namespace firedamp {

struct PackageVerdict {
  std::optional<Phrase> fault;       // what is wrong first
  std::optional<PublicKey> signer;   // of the whole; absent while that is wrong
  JournalVerdict journal;            // the slice
  std::string id;
  Instant from, to;
  std::int64_t firstRow = 0, lastRow = 0;
  std::int64_t afterSeal = 0;        // rows at the end that no seal of the journal covers yet
  std::int64_t samples = 0, runs = 0, notes = 0, pictures = 0;
};

// The signature of the whole; the file by SQLite's own check; the slice: chain, seals, numbers,
// tables; that every chunk and every input can be read. `key`: the only one that may have signed
// the package and the seals.
PackageVerdict checkPackage(const std::filesystem::path& file,
                            const std::optional<PublicKey>& key = {});
// The same without the signature of the whole: what a fuzzer asks.
PackageVerdict checkContents(const std::filesystem::path& file,
                             const std::optional<PublicKey>& key = {});

}  // namespace firedamp
