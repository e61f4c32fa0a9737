// SQLite's C interface with owners: a connection and a prepared statement. Codes are SQLite's.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "domain/time.h"

namespace firedamp {

class Database {
 public:
  // `flags` as of sqlite3_open_v2. Check code() afterwards.
  Database(const std::string& path, int flags);

  int code() const { return code_; }        // of opening
  std::string words() const;                // SQLite's words for the last failure
  int execute(const char* sql);             // any number of statements
  // First column of the first row; nothing on failure or no row.
  std::optional<std::int64_t> integer(const char* sql);
  std::optional<std::string> text(const char* sql);
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Closer> handle_;
  int code_ = SQLITE_OK;
};

class Statement {
 public:
  // A statement that does not compile answers every step with that failure.
  Statement(Database& database, const char* sql);

  // Binds all parameters in order. Texts and blobs must live until the next reset.
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }
  int step();  // SQLITE_ROW, SQLITE_DONE or a failure
  int run();   // one step and a reset; SQLITE_OK when done

  std::int64_t integer(int column) const;
  std::string text(int column) const;
  // Valid until the next step or reset.
  std::span<const std::uint8_t> blob(int column) const;
  bool isNull(int column) const;
  void reset();

 private:
  void bind(int index, std::int64_t value);
  void bind(int index, const std::string& value);
  void bind(int index, const char* value);
  void bind(int index, std::span<const std::uint8_t> value);
  void bind(int index, const std::optional<std::int64_t>& value);
  void bind(int index, Instant value) { bind(index, microseconds(value)); }
  void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
  template <typename Number>
    requires std::is_integral_v<Number>
  void bind(int index, Number value) {
    bind(index, static_cast<std::int64_t>(value));
  }

  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  int code_ = SQLITE_OK;
};

}  // namespace firedamp
