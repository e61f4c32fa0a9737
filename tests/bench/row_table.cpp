#include "bench/row_table.h"

#include <algorithm>

namespace firedamp::bench {

RowTable::RowTable(const std::filesystem::path& file) {
  sqlite3_open(file.c_str(), &database_);
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE sample(point INTEGER, at_us INTEGER, value INTEGER, quality INTEGER,"
      " PRIMARY KEY(point, at_us)) WITHOUT ROWID");
  sqlite3_prepare_v2(database_, "INSERT INTO sample VALUES(?, ?, ?, ?)", -1, &insert_, nullptr);
}

RowTable::~RowTable() {
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
}

void RowTable::add(std::int64_t point, std::int64_t at_us, std::int64_t value) {
  sqlite3_bind_int64(insert_, 1, point);
  sqlite3_bind_int64(insert_, 2, at_us);
  sqlite3_bind_int64(insert_, 3, value);
  sqlite3_bind_int64(insert_, 4, 0);
  sqlite3_step(insert_);
  sqlite3_reset(insert_);
}

void RowTable::commit(const std::vector<Sample>& samples) {
  run("BEGIN");
  for (const Sample& each : samples) add(each.point.value, microseconds(each.at), each.value);
  run("COMMIT");
}

void RowTable::fill(std::size_t points, std::int64_t rows) {
  run("PRAGMA synchronous = OFF; BEGIN");
  for (std::size_t point = 0; point < points; ++point) {
    for (std::int64_t row = rows; row > 0; --row) {
      add(static_cast<std::int64_t>(point), start_us - row * 1'000'000, 45);
    }
  }
  run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = FULL");
}

std::int64_t RowTable::scan(std::int64_t from_us, std::int64_t to_us, std::size_t columns) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database_,
                     "SELECT at_us, value FROM sample WHERE point = 0 AND at_us >= ? AND"
                     " at_us < ? ORDER BY at_us",
                     -1, &statement, nullptr);
  sqlite3_bind_int64(statement, 1, from_us);
  sqlite3_bind_int64(statement, 2, to_us);
  std::vector<std::int64_t> lowest(columns, INT64_MAX), highest(columns, INT64_MIN);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const auto at = static_cast<std::size_t>(sqlite3_column_int64(statement, 0) - from_us) *
                    columns / static_cast<std::size_t>(to_us - from_us);
    const std::int64_t value = sqlite3_column_int64(statement, 1);
    lowest[at] = std::min(lowest[at], value);
    highest[at] = std::max(highest[at], value);
  }
  sqlite3_finalize(statement);
  return highest[columns / 2] - lowest[columns / 2];
}

}  // namespace firedamp::bench
