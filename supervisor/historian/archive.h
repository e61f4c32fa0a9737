// Closed months: what the journal says of their files, whether they are that, a second copy of
// them, and what becomes of them after their time. Blocking; no exceptions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/phrase.h"
#include "historian/month_digest.h"

namespace firedamp {

// samples-202611.db is a month that nobody writes any more: SQLite's file alone, read-only.
bool isClosed(const std::filesystem::path& month);
// Only its summaries are left: trends, no samples.
bool isThinned(const std::filesystem::path& month);
std::int64_t monthNumberOf(const std::filesystem::path& month);  // 202611
std::string nameOf(const ClosedMonth& month);                    // samples-202611.db
// What the journal says, the newest row of each month, oldest month first.
std::vector<ClosedMonth> listedMonths(const std::filesystem::path& directory);
// Months of a directory that were closed more often than the journal says.
std::vector<std::filesystem::path> unlistedMonths(const std::filesystem::path& directory);

struct ArchiveVerdict {
  std::int64_t months = 0, thinned = 0;   // as the journal says
  std::optional<Phrase> fault;            // of the first file that is not, or is missing
};
ArchiveVerdict checkMonths(const std::filesystem::path& directory);

struct ArchiveOrder {
  std::filesystem::path directory, target;
  std::int64_t keepMonths = 24;  // with samples, beside the one that is written
};
struct ArchiveResult {
  std::vector<std::string> copied, thinned;  // names of files
  std::optional<Phrase> fault;               // where it stopped
};
// Copies every closed month that is not in `target` yet and checks each copy; then takes the
// samples out of months that are older than the newest row of the journal by `keepMonths`. A month
// loses its samples only when file and copy have the digest that the journal has, and what is left
// has the digest of the summaries. May be called again after any interruption, also while the
// engine records: it writes the rows of what was done.
ArchiveResult archiveMonths(const ArchiveOrder& order);

}  // namespace firedamp
