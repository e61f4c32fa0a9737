// Reads the keys of one TOML table and reports every mistake in it: missing keys, wrong types,
// numbers out of range, keys that mean nothing. Each read marks its key; finish() reports the rest.
// A mistake never stops the reading; the reader then hands out a harmless value.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "site/toml_tree.h"

namespace firedamp {

struct TextAt {
  std::string text;
  Spot at;
};

// A decimal number of the file in units of 10^-decimals.
struct DecimalAt {
  std::int64_t raw = 0;
  Spot at;
};

// "1.50" for 150 with 2 decimals.
std::string decimalText(std::int64_t raw, int decimals);

class TableReader {
 public:
  // All references must outlive the reader. `path` is the dotted path of the table.
  TableReader(const TomlFile& file, const TomlValue& table, std::string path, FaultList& faults);

  bool has(const std::string& key) const;

  // Required: a missing key is a fault. Empty texts are faults.
  std::optional<TextAt> text(const std::string& key);
  std::string textOr(const std::string& key, const std::string& absent);
  Label label(const std::string& key);  // a table { en, zh }
  // A list of whole numbers in range; an absent key is an empty list.
  std::vector<std::int64_t> integers(const std::string& key, std::int64_t min, std::int64_t max);
  // A list of texts; an absent key is an empty list.
  std::vector<TextAt> texts(const std::string& key);
  // Index into `choices`; a fault names them all.
  std::optional<std::size_t> choice(const std::string& key,
                                    const std::vector<std::string>& choices);
  std::size_t choiceOr(const std::string& key, const std::vector<std::string>& choices,
                       std::size_t absent);
  bool flagOr(const std::string& key, bool absent);
  std::optional<std::int64_t> integer(const std::string& key, std::int64_t min, std::int64_t max);
  std::int64_t integerOr(const std::string& key, std::int64_t min, std::int64_t max,
                         std::int64_t absent);
  // Optional decimal, exact: more decimals than `decimals` are a fault. Bounds are raw.
  std::optional<DecimalAt> decimal(const std::string& key, int decimals, std::int64_t min,
                                   std::int64_t max);
  // Optional seconds, to the millisecond, 0 to 3600.
  Duration secondsOr(const std::string& key, Duration absent, Duration min = Duration{0});

  // The value behind a key, marked as read; nullptr when absent.
  const TomlValue* value(const std::string& key);
  // The tables of [[key]]. Absent is an empty list.
  std::vector<TableReader> tables(const std::string& key);
  // The table [key]; nothing when absent.
  std::optional<TableReader> table(const std::string& key);
  std::vector<std::string> keys() const;

  // Reports keys that nobody read. Call it once, last.
  void finish();

  void fault(const std::string& key, Spot at, Phrase message);
  void missing(const std::string& key, const std::string& expected);
  Spot spot() const { return table_.at; }
  // Of the value behind a key; of the table when there is none.
  Spot spotOf(const std::string& key);

 private:
  const TomlEntry* entry(const std::string& key) const;
  void wrongType(const std::string& key, const TomlValue& value, const std::string& expected);
  std::optional<std::int64_t> scaled(const std::string& key, const TomlValue& value, int decimals);

  const TomlFile& file_;
  const TomlValue& table_;
  std::string path_;
  FaultList& faults_;
  std::set<std::string> known_;  // every key that was asked for, present or not
};

}  // namespace firedamp
