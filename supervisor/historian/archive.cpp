#include "historian/archive.h"

#include <array>
#include <fstream>
#include <system_error>

#include "crypto/running_digest.h"
#include "historian/connection.h"
#include "historian/recording.h"
#include "historian/upkeep.h"

namespace firedamp {
namespace {

namespace fs = std::filesystem;

bool isMonthName(const fs::path& file) { return file.filename().string().starts_with("samples-"); }

Phrase unlike(const fs::path& file) {
  return {PHRASE("%1 is not the file that the journal says it is"), {file.string()}};
}

bool takeDigest(const std::string& text, Digest& digest) {
  const auto bytes = bytesOfHex(text);
  if (!bytes || bytes->size() != digest.size()) return false;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return true;
}

bool hasSummaries(const fs::path& file, const Digest& wanted) {
  return summariesOf(file) == wanted;
}

bool isMarked(const fs::path& file, const char* mark) {
  std::optional<Database> database;
  if (!openForReading(file, monthFile, database)) return false;
  Statement row{*database, "SELECT 1 FROM meta WHERE key = ?"};
  return row.with(mark).step() == SQLITE_ROW;
}

// How often a file was closed; files of the first program that closed any say 1 for ever.
std::int64_t closingsOf(const fs::path& file) {
  std::optional<Database> database;
  if (!openForReading(file, monthFile, database)) return 0;
  return database->integer("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'closed'")
      .value_or(0);
}

}  // namespace

// Byte 18 of the header: 1 with a rollback journal, 2 with a log (sqlite.org/fileformat2.html). A
// file whose making failed half-way may have the one without ever having been closed.
bool isClosed(const fs::path& month) {
  std::array<char, 20> header{};
  std::ifstream stream{month, std::ios::binary};
  return stream.read(header.data(), header.size()) && header[18] == 1 && isMarked(month, "closed");
}

bool isThinned(const fs::path& month) { return isMarked(month, "thinned"); }

std::int64_t monthNumberOf(const fs::path& month) {
  return std::stoll(month.filename().string().substr(8, 6));
}

std::string nameOf(const ClosedMonth& month) {
  return "samples-" + std::to_string(month.month) + ".db";
}

std::vector<ClosedMonth> listedMonths(const fs::path& directory) {
  std::vector<ClosedMonth> months;
  std::optional<Database> mine;
  if (!openForReading(directory / "mine.db", mineFile, mine)) return months;
  Statement rows{*mine, "SELECT month, bytes, samples, sha256, summaries_sha256 FROM archive"
                        " WHERE seq IN (SELECT max(seq) FROM archive GROUP BY month)"
                        " ORDER BY month"};
  while (rows.step() == SQLITE_ROW) {
    ClosedMonth month{rows.integer(0), rows.integer(1), rows.integer(2), {}, {}};
    if (takeDigest(rows.text(3), month.whole) && takeDigest(rows.text(4), month.summaries)) {
      months.push_back(month);
    }
  }
  return months;
}

std::vector<fs::path> unlistedMonths(const fs::path& directory) {
  std::vector<fs::path> months;
  std::optional<Database> mine;
  if (!openForReading(directory / "mine.db", mineFile, mine)) return months;
  Statement known{*mine, "SELECT count(*) FROM archive WHERE month = ?"};
  for (const fs::path& file : filesOf(directory)) {
    if (!isMonthName(file) || !isClosed(file) || isThinned(file)) continue;
    const bool counted = known.with(monthNumberOf(file)).step() == SQLITE_ROW;
    if (counted && known.integer(0) < closingsOf(file)) months.push_back(file);
    known.reset();
  }
  return months;
}

ArchiveVerdict checkMonths(const fs::path& directory) {
  ArchiveVerdict verdict;
  for (const ClosedMonth& month : listedMonths(directory)) {
    const fs::path file = directory / nameOf(month);
    const bool thinned = isThinned(file);
    const bool same = thinned ? hasSummaries(file, month.summaries)
                              : sha256OfFile(file) == month.whole;
    if (!same) {
      verdict.fault = fs::exists(file) ? unlike(file)
                                       : Phrase{PHRASE("%1 is missing"), {file.string()}};
      return verdict;
    }
    ++verdict.months;
    if (thinned) ++verdict.thinned;
  }
  return verdict;
}

ArchiveResult archiveMonths(const ArchiveOrder& order) {
  ArchiveResult result;
  std::optional<Database> mine;
  if (!openForReading(order.directory / "mine.db", mineFile, mine)) {
    result.fault = Phrase{PHRASE("%1 holds no recording"), {order.directory.string()}};
    return result;
  }
  const Instant newest = fromMicroseconds(
      mine->integer("SELECT coalesce(max(at_us), 0) FROM journal").value_or(0));
  Upkeep upkeep{order.directory, {order.keepMonths, order.target}, false};
  bool more = true;
  while (more) {
    more = upkeep.step(newest);
    for (const UpkeepNews& each : upkeep.takeNews()) {
      const auto* done = std::get_if<MonthDone>(&each);
      if (done == nullptr) continue;
      auto& names = done->what == MonthDone::What::copied ? result.copied : result.thinned;
      names.push_back(nameOf(ClosedMonth{done->month, 0, 0, {}, {}}));
    }
  }
  result.fault = upkeep.fault();
  return result;
}

}  // namespace firedamp
