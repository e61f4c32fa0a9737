#include "historian/archive.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <system_error>

#include "crypto/running_digest.h"
#include "historian/connection.h"
#include "historian/recording.h"
#include "historian/sample_store.h"

namespace firedamp {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms readOnly = fs::perms::owner_read | fs::perms::group_read |
                               fs::perms::others_read;

bool isMonthName(const fs::path& file) { return file.filename().string().starts_with("samples-"); }

fs::path fileOf(const fs::path& directory, const ClosedMonth& month) {
  return directory / ("samples-" + std::to_string(month.month) + ".db");
}

Phrase unlike(const fs::path& file) {
  return {PHRASE("%1 is not the file that the journal says it is"), {file.string()}};
}
Phrase cannotCopy(const fs::path& from, const fs::path& to, const std::string& words) {
  return {PHRASE("%1 cannot be copied to %2: %3"), {from.string(), to.string(), words}};
}

bool takeDigest(const std::string& text, Digest& digest) {
  const auto bytes = bytesOfHex(text);
  if (!bytes || bytes->size() != digest.size()) return false;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return true;
}

// The newest row of each month, oldest month first.
std::vector<ClosedMonth> listed(Database& mine) {
  std::vector<ClosedMonth> months;
  Statement rows{mine, "SELECT month, bytes, samples, sha256, summaries_sha256 FROM archive"
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

bool hasSummaries(const fs::path& file, const Digest& wanted) {
  std::optional<Database> database;
  return openForReading(file, monthFile, database) && summariesOf(*database) == wanted;
}

bool isMarked(const fs::path& file, const char* mark) {
  std::optional<Database> database;
  if (!openForReading(file, monthFile, database)) return false;
  Statement row{*database, "SELECT 1 FROM meta WHERE key = ?"};
  return row.with(mark).step() == SQLITE_ROW;
}

bool synced(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = ::fsync(fd) == 0;
  return ::close(fd) == 0 && done;
}

// All or nothing: whole, on the disk, then under its name.
std::string settle(const fs::path& part, const fs::path& file) {
  std::error_code problem;
  if (!synced(part)) return "it cannot be synced";
  fs::permissions(part, readOnly, problem);
  if (!problem) fs::rename(part, file, problem);
  if (!problem && !synced(file.parent_path())) return "its directory cannot be synced";
  return problem ? problem.message() : "";
}

class Archiving {
 public:
  explicit Archiving(const ArchiveOrder& order) : order_(order) {}

  ArchiveResult run() {
    std::optional<Database> mine;
    std::error_code problem;
    if (!openForReading(order_.directory / "mine.db", mineFile, mine)) {
      result_.fault = Phrase{PHRASE("%1 holds no recording"), {order_.directory.string()}};
      return std::move(result_);
    }
    fs::create_directories(order_.target, problem);
    const Instant newest = fromMicroseconds(
        mine->integer("SELECT coalesce(max(at_us), 0) FROM journal").value_or(0));
    for (const ClosedMonth& month : listed(*mine)) {
      const std::int64_t number = month.month / 100 * 12 + month.month % 100 - 1;
      if (!take(month) || (number < monthOf(newest) - order_.keepMonths && !thin(month))) break;
    }
    return std::move(result_);
  }

 private:
  bool fail(Phrase words) {
    result_.fault = std::move(words);
    return false;
  }

  // There is a copy, and it is the month.
  bool take(const ClosedMonth& month) {
    const fs::path from = fileOf(order_.directory, month), to = fileOf(order_.target, month);
    if (fs::exists(to)) return sha256OfFile(to) == month.whole || fail(unlike(to));
    if (isThinned(from)) return fail({PHRASE("%1 is gone; only its summaries are left"),
                                      {to.string()}});
    if (sha256OfFile(from) != month.whole) return fail(unlike(from));
    const fs::path part = to.string() + ".part";
    std::error_code problem;
    fs::copy_file(from, part, fs::copy_options::overwrite_existing, problem);
    if (problem) return fail(cannotCopy(from, to, problem.message()));
    if (sha256OfFile(part) != month.whole) return fail(unlike(part));
    if (const std::string words = settle(part, to); !words.empty()) {
      return fail(cannotCopy(from, to, words));
    }
    result_.copied.push_back(to.filename().string());
    return true;
  }

  bool thin(const ClosedMonth& month) {
    const fs::path file = fileOf(order_.directory, month);
    if (isThinned(file)) return true;
    if (sha256OfFile(file) != month.whole) return fail(unlike(file));
    const fs::path part = file.string() + ".part";
    std::error_code problem;
    fs::copy_file(file, part, fs::copy_options::overwrite_existing, problem);
    if (!problem) fs::permissions(part, fs::perms::owner_write, fs::perm_options::add, problem);
    if (problem || !dropSamples(part)) return fail(cannotCopy(file, part, problem.message()));
    if (!hasSummaries(part, month.summaries)) return fail(unlike(part));
    if (const std::string words = settle(part, file); !words.empty()) {
      return fail(cannotCopy(part, file, words));
    }
    result_.thinned.push_back(file.filename().string());
    return true;
  }

  static bool dropSamples(const fs::path& file) {
    Database database{file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX};
    return database.code() == SQLITE_OK &&
           database.execute("UPDATE chunk SET bytes = x'';"
                            "INSERT OR REPLACE INTO meta VALUES('thinned', '1'); VACUUM") ==
               SQLITE_OK;
  }

  const ArchiveOrder& order_;
  ArchiveResult result_;
};

}  // namespace

// Byte 18 of the header: 1 with a rollback journal, 2 with a log (sqlite.org/fileformat2.html). A
// file whose making failed half-way may have the one without ever having been closed.
bool isClosed(const fs::path& month) {
  std::array<char, 20> header{};
  std::ifstream stream{month, std::ios::binary};
  return stream.read(header.data(), header.size()) && header[18] == 1 && isMarked(month, "closed");
}

bool isThinned(const fs::path& month) { return isMarked(month, "thinned"); }

std::optional<ClosedMonth> closedMonth(const fs::path& month) {
  std::optional<Database> database;
  if (!openForReading(month, monthFile, database)) return std::nullopt;
  ClosedMonth closed;
  closed.month = std::stoll(month.filename().string().substr(8, 6));
  const auto samples = database->integer("SELECT coalesce(sum(samples), 0) FROM chunk");
  const auto summaries = summariesOf(*database);
  const auto whole = sha256OfFile(month);
  std::error_code problem;
  closed.bytes = static_cast<std::int64_t>(fs::file_size(month, problem));
  if (!samples || !summaries || !whole || problem) return std::nullopt;
  closed.samples = *samples;
  closed.summaries = *summaries;
  closed.whole = *whole;
  return closed;
}

std::vector<fs::path> unlistedMonths(const fs::path& directory) {
  std::vector<fs::path> months;
  std::optional<Database> mine;
  if (!openForReading(directory / "mine.db", mineFile, mine)) return months;
  Statement known{*mine, "SELECT 1 FROM archive WHERE month = ?"};
  for (const fs::path& file : filesOf(directory)) {
    if (!isMonthName(file) || !isClosed(file) || isThinned(file)) continue;
    const std::int64_t month = std::stoll(file.filename().string().substr(8, 6));
    if (known.with(month).step() == SQLITE_DONE) months.push_back(file);
  }
  return months;
}

ArchiveVerdict checkMonths(const fs::path& directory) {
  ArchiveVerdict verdict;
  std::optional<Database> mine;
  if (!openForReading(directory / "mine.db", mineFile, mine)) return verdict;
  for (const ClosedMonth& month : listed(*mine)) {
    const fs::path file = fileOf(directory, month);
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

ArchiveResult archiveMonths(const ArchiveOrder& order) { return Archiving{order}.run(); }

}  // namespace firedamp
