#include "historian/package_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

#include "crypto/running_digest.h"
#include "historian/connection.h"
#include "historian/input_schema.h"
#include "historian/month_schema.h"

namespace firedamp {
namespace {

constexpr std::string_view mark = "FDPKG1\r\n";
constexpr std::size_t trailerBytes = mark.size() + PublicKey{}.size() + Signature{}.size();
// The largest blob that a recording has is a commit of inputs; texts are smaller.
constexpr int blobBytesMax = 64 << 20;

const char* const packageSql = R"sql(
-- What this is: id, site, span, program. And the journal's slice: rows first_seq to last_seq are a
-- piece of the chain, before_hash is the hash of the row before them. Rows with smaller numbers
-- are what the slice speaks of: configurations, things of the site, known node events.
CREATE TABLE manifest(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE annotation(id INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, words TEXT NOT NULL) STRICT;
)sql";

// Since version 2. What is in it is a PNG that png_check.h takes.
const char* const pictureSql = R"sql(
CREATE TABLE picture(id INTEGER PRIMARY KEY, name TEXT NOT NULL, png BLOB NOT NULL) STRICT;
)sql";

Phrase unreadable(const std::filesystem::path& file, const std::string& why) {
  return {PHRASE("%1 cannot be read: %2"), {file.string(), why}};
}

// Every object as SQLite keeps it; nothing after a failure.
std::vector<std::string> objectsOf(Database& database) {
  std::vector<std::string> objects;
  Statement rows{database, "SELECT type || ' ' || name || ' ' || tbl_name || ' ' ||"
                           " coalesce(sql, '') FROM sqlite_schema ORDER BY 1"};
  int code = SQLITE_ROW;
  while ((code = rows.step()) == SQLITE_ROW) objects.push_back(rows.text(0));
  if (code != SQLITE_DONE) objects.clear();
  return objects;
}

std::vector<std::string> expectedObjects(std::int64_t version) {
  Database memory{":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX};
  createPackageTables(memory, version);
  return objectsOf(memory);
}

void restrict(Database& database) {
  sqlite3* handle = database.handle();
  for (const int option : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                           SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION}) {
    sqlite3_db_config(handle, option, 0, nullptr);
  }
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, blobBytesMax);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
  database.execute("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

struct Trailer {
  std::uint64_t contentBytes = 0;
  PublicKey key{};
  Signature signature{};
};

std::optional<Trailer> trailerOf(const std::filesystem::path& file) {
  std::error_code problem;
  const std::uint64_t size = std::filesystem::file_size(file, problem);
  if (problem || size < trailerBytes) return std::nullopt;
  std::array<char, trailerBytes> bytes{};
  std::ifstream stream{file, std::ios::binary};
  stream.seekg(static_cast<std::streamoff>(size - trailerBytes));
  if (!stream.read(bytes.data(), bytes.size())) return std::nullopt;
  if (!std::equal(mark.begin(), mark.end(), bytes.begin())) return std::nullopt;
  Trailer trailer{size - trailerBytes, {}, {}};
  const auto* key = bytes.data() + mark.size();
  std::copy_n(key, trailer.key.size(), trailer.key.begin());
  std::copy_n(key + trailer.key.size(), trailer.signature.size(), trailer.signature.begin());
  return trailer;
}

std::vector<std::uint8_t> signedBytes(const Digest& digest) {
  constexpr std::string_view domain = "FDP1";
  std::vector<std::uint8_t> bytes(domain.size() + digest.size());
  std::copy(digest.begin(), digest.end(), std::copy(domain.begin(), domain.end(), bytes.begin()));
  return bytes;
}

bool append(const std::filesystem::path& file, std::string_view bytes) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd < 0) return false;
  const bool written =
      ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      ::fsync(fd) == 0;
  return ::close(fd) == 0 && written;
}

}  // namespace

bool isPackage(const std::filesystem::path& recording) {
  std::error_code problem;
  return std::filesystem::is_regular_file(recording, problem);
}

// Version 1 has the tables of schema 4 of mine.db, and each later one those of the next.
int createPackageTables(Database& database, std::int64_t version) {
  int code = createTables(database, mineFile, version + 3);
  for (const char* sql : {packageSql, inputSchemaSql, seriesSchemaSql}) {
    if (code == SQLITE_OK) code = database.execute(sql);
  }
  if (code == SQLITE_OK && version >= 2) code = database.execute(pictureSql);
  // Nothing is ever written there again, and what a stranger sends shall not act.
  for (const char* name : {"journal_keeps_rows", "journal_keeps_contents", "journal_has_no_gap"}) {
    if (code == SQLITE_OK) code = database.execute(("DROP TRIGGER " + std::string{name}).c_str());
  }
  return code;
}

std::variant<Database, Phrase> openPackage(const std::filesystem::path& file) {
  std::error_code problem;
  const std::uint64_t size = std::filesystem::file_size(file, problem);
  if (problem) return unreadable(file, problem.message());
  if (size > packageBytesMax) {
    return Phrase{PHRASE("%1 is too large for an incident package"), {file.string()}};
  }
  Database database{readingUri(file, true), SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX |
                                          SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE};
  if (database.code() != SQLITE_OK) return unreadable(file, database.words());
  restrict(database);
  if (database.integer("PRAGMA application_id") != packageApplicationId) {
    return Phrase{PHRASE("%1 is no incident package"), {file.string()}};
  }
  const auto version = database.integer("PRAGMA user_version");
  if (!version || *version < 1 || *version > packageVersion) {
    return Phrase{PHRASE("%1 is an incident package of version %2, this program knows %3"),
                  {file.string(), std::to_string(version.value_or(0)),
                   std::to_string(packageVersion)}};
  }
  if (objectsOf(database) != expectedObjects(*version)) {
    return Phrase{PHRASE("%1 has other tables, views or triggers than an incident package"),
                  {file.string()}};
  }
  return database;
}

bool signPackage(const std::filesystem::path& file, const SealKey& key) {
  const auto digest = sha256OfFile(file);
  if (!digest) return false;
  const Signature signature = key.sign(signedBytes(*digest));
  std::string trailer{mark};
  trailer.append(key.publicKey().begin(), key.publicKey().end());
  trailer.append(signature.begin(), signature.end());
  return append(file, trailer);
}

std::variant<PublicKey, Phrase> signerOf(const std::filesystem::path& file) {
  const auto trailer = trailerOf(file);
  if (!trailer) return Phrase{PHRASE("%1 bears no signature"), {file.string()}};
  const auto digest = sha256OfFile(file, trailer->contentBytes);
  if (!digest) return Phrase{PHRASE("%1 cannot be read to its end"), {file.string()}};
  if (isSignedBy(trailer->key, signedBytes(*digest), trailer->signature)) return trailer->key;
  return Phrase{PHRASE("%1 is not as it was signed"), {file.string()}};
}

std::optional<Phrase> packageFault(const std::filesystem::path& file) {
  auto signer = signerOf(file);
  if (auto* fault = std::get_if<Phrase>(&signer)) return std::move(*fault);
  auto opened = openPackage(file);
  if (auto* fault = std::get_if<Phrase>(&opened)) return std::move(*fault);
  return std::nullopt;
}

}  // namespace firedamp
