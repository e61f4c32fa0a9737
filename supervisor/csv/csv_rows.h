// Rows of CSV text (RFC 4180) and back, by libcsv. Strict: a quote inside an unquoted field, or
// text behind a closing quote, is a fault. Pure; any thread, one at a time.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firedamp {

class CsvRows {
 public:
  enum class Step {
    row,    // fields() holds a whole row
    blank,  // nothing but space
    open,   // a quoted field goes on: the next line belongs to this row
    fault,  // no CSV; the next line begins anew
  };

  explicit CsvRows(char separator = ',');
  ~CsvRows();
  CsvRows(CsvRows&&) noexcept;
  CsvRows& operator=(CsvRows&&) noexcept;

  // One line of the text, with or without its end.
  Step line(std::string_view text);
  // Of the last row; unquoted fields without the space around them. Valid until the next line.
  std::span<const std::string> fields() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// A row with its "\n"; quoted where a field needs it, and only there.
std::string csvLine(std::span<const std::string> fields, char separator = ',');

}  // namespace firedamp
