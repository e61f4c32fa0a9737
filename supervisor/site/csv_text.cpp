#include "site/csv_text.h"

#include <algorithm>

#include "csv/csv_rows.h"

namespace firedamp {

std::vector<CsvRow> readCsv(std::string_view text, const std::string& file, FaultList& faults) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // what spreadsheets put in front
  std::vector<CsvRow> rows;
  CsvRows parser;
  std::uint32_t line = 0, begun = 1;
  auto step = CsvRows::Step::blank;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    if (step != CsvRows::Step::open) begun = line + 1;
    ++line;
    step = parser.line(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
    if (step == CsvRows::Step::fault) {
      faults.add(file, {line, 1}, "", {PHRASE("this is no CSV"), {}});
    }
    if (step != CsvRows::Step::row) continue;
    CsvRow row;
    for (const std::string& field : parser.fields()) {
      row.push_back({field, {begun, static_cast<std::uint32_t>(row.size() + 1)}});
    }
    rows.push_back(std::move(row));
  }
  if (step == CsvRows::Step::open) {
    faults.add(file, {begun, 1}, "", {PHRASE("a quoted field does not end"), {}});
  }
  return rows;
}

}  // namespace firedamp
