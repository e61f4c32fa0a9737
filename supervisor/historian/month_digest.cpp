#include "historian/month_digest.h"

#include <array>
#include <string>

#include "historian/connection.h"

namespace firedamp {
namespace {

constexpr std::int64_t rowsAtOnce = 4096;

struct Table {
  const char* sql;  // rows behind a key, of one or two numbers, so many
  int columns;
  int keyColumn, dayColumn;
};
constexpr std::array<Table, 3> tables{
    {{"SELECT id, tag, unit, decimals FROM point WHERE id > ?1 AND ?2 IS NOT NULL ORDER BY id"
      " LIMIT ?3", 4, 0, 0},
     {"SELECT id, point_id, from_us, to_us, samples, usable, lowest, highest, sum, minutes"
      " FROM chunk WHERE id > ?1 AND ?2 IS NOT NULL ORDER BY id LIMIT ?3", 10, 0, 0},
     {"SELECT point_id, day, bytes FROM hours WHERE (point_id, day) > (?1, ?2)"
      " ORDER BY point_id, day LIMIT ?3", 3, 0, 1}}};
constexpr int samplesColumn = 4;  // of the second

void add(RunningDigest& digest, const std::string& text) {
  digest.add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void addRow(RunningDigest& digest, const Statement& row, int columns) {
  add(digest, std::to_string(columns) + ':');
  for (int column = 0; column < columns; ++column) {
    const bool nothing = row.isNull(column);
    const std::string text = row.text(column);
    add(digest, (nothing ? "n" : "v") + std::to_string(text.size()) + ':' + text);
  }
}

}  // namespace

int SummaryDigest::addRows(Database& month) {
  const Table& table = tables[static_cast<std::size_t>(table_)];
  Statement rows{month, table.sql};
  rows.with(lastKey_, lastDay_, rowsAtOnce);
  int code = SQLITE_ROW;
  std::int64_t count = 0;
  for (; (code = rows.step()) == SQLITE_ROW; ++count) {
    addRow(digest_, rows, table.columns);
    lastKey_ = rows.integer(table.keyColumn);
    lastDay_ = rows.integer(table.dayColumn);
    if (table_ == 1) samples_ += rows.integer(samplesColumn);
  }
  if (code == SQLITE_DONE && count < rowsAtOnce) {
    ++table_;
    lastKey_ = lastDay_ = INT64_MIN;
  }
  return code;
}

SummaryDigest::Step SummaryDigest::step() {
  std::optional<Database> database;
  if (!openForReading(month_, monthFile, database)) return Step::failed;
  if (addRows(*database) != SQLITE_DONE) return Step::failed;
  return table_ < static_cast<int>(tables.size()) ? Step::more : Step::done;
}

std::optional<Digest> summariesOf(const std::filesystem::path& month) {
  SummaryDigest digest{month};
  SummaryDigest::Step step = SummaryDigest::Step::more;
  while ((step = digest.step()) == SummaryDigest::Step::more) {
  }
  return step == SummaryDigest::Step::done ? std::optional{digest.take()} : std::nullopt;
}

}  // namespace firedamp
