#include "historian/connection.h"

#include <system_error>

#include "crypto/digest.h"
#include "historian/input_schema.h"
#include "historian/month_schema.h"
#include "historian/package_file.h"
#include "historian/schema.h"

namespace firedamp {

const FileKind mineFile{applicationId, firstSchemaVersion,
                        {schemaSql}, {schemaTo4, schemaTo5}, 4096, 1000};
// Larger pages: chunks of a kilobyte fill them with less waste.
const FileKind monthFile{monthApplicationId, monthSchemaVersion,
                         {monthPointsSql, seriesSchemaSql}, {}, 16384, 128};
const FileKind inputFile{inputApplicationId, inputSchemaVersion, {inputSchemaSql}, {}, 16384,
                         128};

namespace {

using Reason = HistorianFault::Reason;

// Checking every page of a large file would hold up the start; SQLite still finds damage in the
// pages that are used.
constexpr std::uintmax_t quickCheckBytesMax = 256u * 1024 * 1024;

HistorianFault notOurs(const std::filesystem::path& file) {
  return {Reason::notOurs, {PHRASE("%1 is not a database of this program"), {file.string()}}};
}

HistorianFault damaged(const std::filesystem::path& file, const std::string& words) {
  return {Reason::damaged,
          {PHRASE("%1 is damaged (%2): move it away to start a new one, and keep it"),
           {file.string(), words}}};
}

// A file with tables and another mark is somebody else's; an empty one becomes ours.
std::optional<HistorianFault> checkOwner(Database& database, const std::filesystem::path& file,
                                         const FileKind& kind, bool& empty) {
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) {
    return faultOf(sqlite3_extended_errcode(database.handle()), database, file);
  }
  empty = *tables == 0;
  const std::int64_t mark = database.integer("PRAGMA application_id").value_or(0);
  if (mark != kind.applicationId && !(empty && mark == 0)) return notOurs(file);
  const std::int64_t version = database.integer("PRAGMA user_version").value_or(0);
  if (version > kind.version()) {
    return HistorianFault{
        Reason::newerSchema,
        {PHRASE("%1 was written by a later version (schema %2, this program knows %3)"),
         {file.string(), std::to_string(version), std::to_string(kind.version())}}};
  }
  if (!empty && version < kind.firstVersion) {
    return HistorianFault{
        Reason::notOurs,
        {PHRASE("%1 is of a version before the first release (schema %2): move it away, and keep "
                "it with the program that wrote it"),
         {file.string(), std::to_string(version)}}};
  }
  return std::nullopt;
}

std::optional<HistorianFault> checkSound(Database& database, const std::filesystem::path& file) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  if (problem || size > quickCheckBytesMax) return std::nullopt;
  const auto verdict = database.text("PRAGMA quick_check(1)");
  if (verdict == "ok") return std::nullopt;
  return damaged(file, verdict.value_or(database.words()));
}

std::string versionMark(const FileKind& kind) {
  return "PRAGMA user_version = " + std::to_string(kind.version());
}

int createSchema(Database& database, const FileKind& kind) {
  const std::string marks =
      "PRAGMA application_id = " + std::to_string(kind.applicationId) + "; " + versionMark(kind);
  int code = database.execute("BEGIN IMMEDIATE");
  if (code == SQLITE_OK) code = createTables(database, kind, kind.version());
  if (code == SQLITE_OK) code = database.execute(marks.c_str());
  if (code == SQLITE_OK) code = database.execute("COMMIT");
  return code;
}

// One transaction: killed in the midst of it, the file is of the version that it was.
int migrate(Database& database, const FileKind& kind) {
  int code = database.execute("BEGIN IMMEDIATE");
  const std::int64_t version = database.integer("PRAGMA user_version").value_or(0);
  for (std::int64_t next = version; code == SQLITE_OK && next < kind.version(); ++next) {
    code = database.execute(kind.migrations[static_cast<std::size_t>(next - kind.firstVersion)]);
  }
  if (code == SQLITE_OK) code = database.execute(versionMark(kind).c_str());
  if (code == SQLITE_OK) code = database.execute("COMMIT");
  return code;
}

// FULL: a commit is on the disk before it is acknowledged. Small WAL: readers stay fast.
constexpr const char* writerPragmas =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 67108864";

}  // namespace

int createTables(Database& database, const FileKind& kind, std::int64_t version) {
  int code = SQLITE_OK;
  for (const char* sql : kind.firstSql) {
    if (code == SQLITE_OK) code = database.execute(sql);
  }
  for (std::int64_t each = kind.firstVersion; code == SQLITE_OK && each < version; ++each) {
    code = database.execute(kind.migrations[static_cast<std::size_t>(each - kind.firstVersion)]);
  }
  return code;
}

HistorianFault faultOf(int code, const Database& database, const std::filesystem::path& file) {
  const std::string name = file.string();
  const std::string words = database.words();
  switch (code & 0xFF) {
    case SQLITE_NOTADB: return notOurs(file);
    case SQLITE_CORRUPT: return damaged(file, words);
    case SQLITE_FULL: return {Reason::full, {PHRASE("%1: no space left on the disk"), {name}}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Reason::inUse, {PHRASE("%1 is in use by another program"), {name}}};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      return {Reason::cannotOpen, {PHRASE("%1 cannot be opened for writing: %2"), {name, words}}};
    default: break;
  }
  return {Reason::inputOutput, {PHRASE("%1 cannot be written: %2"), {name, words}}};
}

std::optional<HistorianFault> openForWriting(const std::filesystem::path& file,
                                             const FileKind& kind,
                                             std::optional<Database>& database) {
  database.emplace(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE);
  if (database->code() != SQLITE_OK) return faultOf(database->code(), *database, file);
  sqlite3_busy_timeout(database->handle(), 2000);
  bool empty = false;
  if (auto fault = checkOwner(*database, file, kind, empty)) return fault;
  if (sqlite3_db_readonly(database->handle(), "main") != 0) {
    return HistorianFault{Reason::cannotOpen,
                          {PHRASE("%1 cannot be opened for writing: %2"),
                           {file.string(), "the file is read-only"}}};
  }
  if (!empty) {
    if (auto fault = checkSound(*database, file)) return fault;
  }
  if (empty) {
    database->execute(("PRAGMA page_size = " + std::to_string(kind.pageSize)).c_str());
  }
  const auto mode = database->text("PRAGMA journal_mode = WAL");
  int code = mode == "wal" ? SQLITE_OK : sqlite3_extended_errcode(database->handle());
  if (code == SQLITE_OK && mode != "wal") code = SQLITE_IOERR;  // a file system without WAL
  if (code == SQLITE_OK) code = database->execute(writerPragmas);
  if (code == SQLITE_OK) {
    code = sqlite3_wal_autocheckpoint(database->handle(), kind.checkpointPages);
  }
  if (code == SQLITE_OK && empty) code = createSchema(*database, kind);
  const bool old = database->integer("PRAGMA user_version").value_or(0) < kind.version();
  if (code == SQLITE_OK && old) code = migrate(*database, kind);
  if (code != SQLITE_OK) return faultOf(code, *database, file);
  return std::nullopt;
}

std::string readingUri(const std::filesystem::path& file, bool unchanging) {
  std::string uri = "file:";
  for (const char letter : file.string()) {
    // '%', '?' and '#' mean something there.
    const bool special = letter == '%' || letter == '?' || letter == '#';
    const auto byte = static_cast<std::uint8_t>(letter);
    uri += special ? "%" + hexText({&byte, 1}) : std::string{letter};
  }
  return uri + (unchanging ? "?mode=ro&immutable=1" : "?mode=ro");
}

bool openForReading(const std::filesystem::path& file, const FileKind& kind,
                    std::optional<Database>& database) {
  if (isPackage(file.parent_path())) {
    auto package = openPackage(file.parent_path());
    auto* opened = std::get_if<Database>(&package);
    if (opened != nullptr) database.emplace(std::move(*opened));
    return opened != nullptr;
  }
  database.emplace(file.string(),
                   SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE);
  bool readable = database->code() == SQLITE_OK;
  if (readable) {
    sqlite3_busy_timeout(database->handle(), 500);
    database->execute("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;"
                      "PRAGMA cell_size_check = ON");
    const std::int64_t version = database->integer("PRAGMA user_version").value_or(0);
    readable = database->integer("PRAGMA application_id") == kind.applicationId &&
               version >= kind.firstVersion && version <= kind.version();
  }
  if (!readable) database.reset();
  return readable;
}

}  // namespace firedamp
