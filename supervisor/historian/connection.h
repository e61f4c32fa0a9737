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
  std::int64_t schemaVersion;
  std::vector<const char*> schemaSql;
  int pageSize;  // bytes
};
extern const FileKind mineFile;   // mine.db: journal, alarms, commands, states
extern const FileKind monthFile;  // samples-YYYYMM.db
extern const FileKind inputFile;  // inputs.db

HistorianFault faultOf(int code, const Database& database, const std::filesystem::path& file);

// Opens or creates, checks that the file is ours and sound, sets what makes a commit durable.
std::optional<HistorianFault> openForWriting(const std::filesystem::path& file,
                                             const FileKind& kind,
                                             std::optional<Database>& database);
// A name for SQLite that opens a file for reading only, also by ATTACH; needs SQLITE_OPEN_URI.
// `unchanging`: nobody writes it, and nothing is to lie beside it.
std::string readingUri(const std::filesystem::path& file, bool unchanging);

// False when there is nothing to read (yet). `file` is in the directory of a recording; where that
// directory is a package, the package is read: it has the tables of all three.
bool openForReading(const std::filesystem::path& file, const FileKind& kind,
                    std::optional<Database>& database);

}  // namespace firedamp
