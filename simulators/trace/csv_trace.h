// A recorded trace: a CSV file with a header line, a time column in seconds and a column per point.
//
// What refuses the file (`errors`, all of them, with file, line, column and what was expected):
// an unreadable or empty file, a missing column, a row with another number of fields, a time that
// is no number or does not rise, a cell that is no number, a value out of the column's range.
// What does not: a blank or NaN cell. The sensor is then in fault for that stretch - never 0 - and
// `notices` says where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firedamp {

// Which column feeds which point, and what its numbers mean.
struct TraceColumn {
  std::string point;
  std::string column;
  int decimals = 2;            // the integer is the text times 10^decimals
  std::int64_t rangeLow = 0;   // inclusive, in that integer
  std::int64_t rangeHigh = 0;
};

struct TraceRow {
  std::int64_t at_us = 0;                         // from the first row
  std::vector<std::optional<std::int64_t>> values;  // per TraceColumn; nothing = sensor fault
};

struct CsvTrace {
  std::vector<TraceColumn> columns;
  std::vector<TraceRow> rows;
  std::vector<std::string> errors;
  std::vector<std::string> notices;
  bool good() const { return errors.empty(); }
};

// Complaints beyond this many are counted only.
inline constexpr std::size_t traceComplaintsMax = 50;

CsvTrace parseTrace(const std::string& name, std::string_view text, const std::string& timeColumn,
                    const std::vector<TraceColumn>& columns);
CsvTrace readTrace(const std::string& path, const std::string& timeColumn,
                   const std::vector<TraceColumn>& columns);

}  // namespace firedamp
