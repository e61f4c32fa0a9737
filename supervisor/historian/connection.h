// Opening a database of the historian, for the writer and for readers, with a clear word for
// whatever stands in the way.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "historian/fault.h"
#include "historian/sqlite.h"

namespace firedamp {

// What marks a file as ours, and what an empty one gets.
struct FileKind {
  std::int64_t applicationId;
  std::int64_t firstVersion;           // of the schema, PRAGMA user_version
  std::vector<const char*> firstSql;   // its tables
  // What makes each version out of the one before, in order. Additive: tables, indexes, views and
  // kinds of journal rows; never a column of a table whose rows are in the journal. A new file is
  // the first version and all of these, so that every file of a version is like any other.
  std::vector<const char*> migrations;
  int pageSize;         // bytes
  int checkpointPages;  // when so many wait in the log, a commit writes them home: what it may cost

  std::int64_t version() const {
    return firstVersion + static_cast<std::int64_t>(migrations.size());
  }
};
extern const FileKind mineFile;   // mine.db: journal, alarms, commands, states
extern const FileKind monthFile;  // samples-YYYYMM.db
extern const FileKind inputFile;  // inputs.db

// All tables of a version into an empty database. SQLite's code.
int createTables(Database& database, const FileKind& kind, std::int64_t version);

HistorianFault faultOf(int code, const Database& database, const std::filesystem::path& file);

// Opens or creates, checks that the file is ours and sound, brings it to today's version, sets
// what makes a commit durable.
std::optional<HistorianFault> openForWriting(const std::filesystem::path& file,
                                             const FileKind& kind,
                                             std::optional<Database>& database);
// A name for SQLite that opens a file for reading only, also by ATTACH; needs SQLITE_OPEN_URI.
// `unchanging`: nobody writes it, and nothing is to lie beside it.
std::string readingUri(const std::filesystem::path& file, bool unchanging);

// False when there is nothing to read (yet). A file of an earlier version is read as it is: it
// lacks the later tables. `file` is in the directory of a recording; where that directory is a
// package, the package is read: it has the tables of all three.
bool openForReading(const std::filesystem::path& file, const FileKind& kind,
                    std::optional<Database>& database);

}  // namespace firedamp
