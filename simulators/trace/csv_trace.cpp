#include "trace/csv_trace.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "domain/decimal.h"

namespace firedamp {
namespace {

constexpr int timeDecimals = 6;
constexpr std::int64_t timeSplit = 1'000'000;

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> fieldsOf(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

bool isNan(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower == "nan" || lower == "na" || lower == "null";
}

// Seconds may be large (a Unix time), so whole seconds and fraction are read apart.
std::optional<std::int64_t> microsecondsOf(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = scaledDecimal(text.substr(0, point), 0);
  if (!whole || text.front() == '-') return std::nullopt;
  if (point == std::string_view::npos) return *whole * timeSplit;
  const auto part = scaledDecimal("0" + std::string{text.substr(point)}, timeDecimals);
  if (!part) return std::nullopt;
  return *whole * timeSplit + *part;
}

class Reader {
 public:
  Reader(std::string name, CsvTrace& trace) : name_(std::move(name)), trace_(trace) {}

  void header(std::string_view line, const std::string& timeColumn) {
    const auto names = fieldsOf(line);
    width_ = names.size();
    timeColumn_ = timeColumn;
    time_ = find(names, timeColumn, "time column");
    for (const TraceColumn& column : trace_.columns) {
      places_.push_back(find(names, column.column, "column for " + column.point));
    }
  }

  void row(std::size_t number, std::string_view line) {
    line_ = number;
    const auto fields = fieldsOf(line);
    if (fields.size() != width_) {
      return wrong("", std::to_string(fields.size()) + " fields, expected " +
                           std::to_string(width_) + " as in the header");
    }
    TraceRow row;
    const auto at = fields[time_].empty() ? std::nullopt : microsecondsOf(fields[time_]);
    if (!at) {
      return wrong(timeColumn_,
                   quoted(fields[time_]) + " is not seconds, expected e.g. 30 or 30.5");
    }
    if (!trace_.rows.empty() && *at - start_ <= trace_.rows.back().at_us) {
      return wrong(timeColumn_,
                   quoted(fields[time_]) + " is not after the row before; expected rising times");
    }
    if (trace_.rows.empty()) start_ = *at;
    row.at_us = *at - start_;
    for (std::size_t i = 0; i < places_.size(); ++i)
      row.values.push_back(cell(i, fields[places_[i]]));
    trace_.rows.push_back(std::move(row));
  }

  void wrong(const std::string& column, const std::string& what) {
    if (trace_.errors.size() < traceComplaintsMax) trace_.errors.push_back(at(column) + what);
  }

 private:
  static std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

  std::string at(const std::string& column) const {
    return name_ + ":" + std::to_string(line_) + (column.empty() ? ": " : ": " + column + ": ");
  }

  std::size_t find(const std::vector<std::string_view>& names, const std::string& name,
                   const std::string& what) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    std::string list;
    for (const auto each : names) list += (list.empty() ? "" : ", ") + std::string{each};
    wrong("", "no " + what + " named " + quoted(name) + "; the header has " + list);
    return 0;
  }

  std::optional<std::int64_t> cell(std::size_t i, std::string_view text) {
    const TraceColumn& column = trace_.columns[i];
    if (text.empty() || isNan(text)) {
      if (trace_.notices.size() < traceComplaintsMax) {
        trace_.notices.push_back(at(column.column) + (text.empty() ? "blank" : "not a number") +
                                 "; " + column.point + " is in sensor fault until the next value");
      }
      return std::nullopt;
    }
    const auto value = scaledDecimal(text, column.decimals);
    if (!value) {
      wrong(column.column, quoted(text) + " is not a decimal number");
    } else if (*value < column.rangeLow || *value > column.rangeHigh) {
      wrong(column.column, quoted(text) + " is out of range, expected " +
                               scaledText(column.rangeLow, column.decimals) + " to " +
                               scaledText(column.rangeHigh, column.decimals));
    }
    return value;
  }

  static std::string scaledText(std::int64_t value, int decimals) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    const auto places = static_cast<std::size_t>(decimals);
    while (digits.size() <= places) digits.insert(digits.begin(), '0');
    if (decimals > 0) digits.insert(digits.size() - places, ".");
    return (value < 0 ? "-" : "") + digits;
  }

  std::string name_;
  CsvTrace& trace_;
  std::size_t line_ = 1;
  std::size_t width_ = 0;
  std::size_t time_ = 0;
  std::string timeColumn_;
  std::vector<std::size_t> places_;
  std::int64_t start_ = 0;
};

}  // namespace

CsvTrace parseTrace(const std::string& name, std::string_view text, const std::string& timeColumn,
                    const std::vector<TraceColumn>& columns) {
  CsvTrace trace;
  trace.columns = columns;
  Reader reader{name, trace};
  std::istringstream lines{std::string{text}};
  std::string line;
  std::size_t number = 0;
  while (std::getline(lines, line)) {
    ++number;
    if (number == 1) {
      reader.header(line, timeColumn);
      if (!trace.good()) return trace;
    } else if (!trimmed(line).empty()) {
      reader.row(number, line);
    }
  }
  if (number == 0) reader.wrong("", "empty, expected a header line and rows");
  if (number > 0 && trace.rows.empty() && trace.good())
    reader.wrong("", "no rows after the header");
  return trace;
}

CsvTrace readTrace(const std::string& path, const std::string& timeColumn,
                   const std::vector<TraceColumn>& columns) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  // Copying nothing would count as a failure, and an empty file is a mistake of its own.
  if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad() || text.fail()) {
    CsvTrace trace;
    trace.errors.push_back(path + ": cannot be read");
    return trace;
  }
  return parseTrace(path, text.str(), timeColumn, columns);
}

}  // namespace firedamp
