#include "historian/sqlite.h"

#include <cstring>

namespace firedamp {

Database::Database(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  code_ = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (handle != nullptr) sqlite3_extended_result_codes(handle, 1);
}

std::string Database::words() const {
  if (!handle_) return "out of memory";
  std::string words = sqlite3_errmsg(handle_.get());
  const int system = sqlite3_system_errno(handle_.get());
  if (system != 0) words += std::string{" ("} + std::strerror(system) + ")";
  return words;
}

int Database::execute(const char* sql) {
  if (!handle_) return SQLITE_NOMEM;
  return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
}

std::optional<std::int64_t> Database::integer(const char* sql) {
  Statement statement{*this, sql};
  if (statement.step() != SQLITE_ROW) return std::nullopt;
  return statement.integer(0);
}

std::optional<std::string> Database::text(const char* sql) {
  Statement statement{*this, sql};
  if (statement.step() != SQLITE_ROW) return std::nullopt;
  return statement.text(0);
}

Statement::Statement(Database& database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr);
  statement_.reset(statement);
}

int Statement::step() { return code_ != SQLITE_OK ? code_ : sqlite3_step(statement_.get()); }

int Statement::run() {
  const int code = step();
  reset();
  return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const auto* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (bytes == nullptr || size <= 0) return "";
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(
      sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

bool Statement::isNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index, value);
}

void Statement::bind(int index, const std::string& value) {
  sqlite3_bind_text(statement_.get(), index, value.data(), static_cast<int>(value.size()),
                    SQLITE_STATIC);
}

void Statement::bind(int index, const char* value) {
  sqlite3_bind_text(statement_.get(), index, value, -1, SQLITE_STATIC);
}

void Statement::bind(int index, std::span<const std::uint8_t> value) {
  static const std::uint8_t nothing = 0;
  sqlite3_bind_blob(statement_.get(), index, value.empty() ? &nothing : value.data(),
                    static_cast<int>(value.size()), SQLITE_STATIC);
}

void Statement::bind(int index, const std::optional<std::int64_t>& value) {
  if (value) {
    bind(index, *value);
  } else {
    sqlite3_bind_null(statement_.get(), index);
  }
}

}  // namespace firedamp
