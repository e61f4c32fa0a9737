// What a reader beside the historian gets to see of its file.
#pragma once

#include <sqlite3.h>

#include <filesystem>

#include <QString>

namespace firedamp {

// The last row's first value ("null" for NULL), or SQLite's words.
inline QString answerOf(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  QString text;
  const auto keep = [](void* to, int, char** values, char**) {
    *static_cast<QString*>(to) = QString::fromUtf8(values[0] != nullptr ? values[0] : "null");
    return 0;
  };
  if (sqlite3_exec(database, sql, keep, &text, nullptr) != SQLITE_OK) {
    text = QString::fromUtf8(sqlite3_errmsg(database));
  }
  sqlite3_close(database);
  return text;
}

}  // namespace firedamp
