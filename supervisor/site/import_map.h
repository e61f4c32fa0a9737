// What the columns of somebody else's table mean, from a TOML file (FORMAT.md, "import maps").
// Every column is named, mapped or ignored in so many words: nothing is guessed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/quantity.h"
#include "domain/time.h"
#include "site/site_reader.h"

namespace firedamp {

struct ImportColumn {
  std::string name;              // in the table's header
  std::string tag;               // of the point that it becomes
  Unit unit = Unit::none;
  int decimals = 0;              // a number of the table times 10^decimals is raw in `unit`
  std::vector<std::int32_t> faults;       // raw; codes of the instrument, not values
  std::optional<std::int32_t> overRange;  // raw; from here on out of range
};

struct ImportMap {
  enum class Clock {
    parts,    // columns year, month, day[, hour[, minute[, second]]]
    text,     // one column in `format`
    seconds,  // one column of seconds since `start`, with any decimals
  };

  std::string source;  // tag of what the table comes from
  char separator = ',', decimalPoint = '.';
  bool emptyIsGap = false;  // an empty cell is no sample; else it is a bad one
  Clock clock = Clock::text;
  std::vector<std::string> timeColumns;
  std::string format;     // %Y %m %d %H %M %S (with decimals); anything else stands for itself
  Duration utcOffset{0};  // of the table's clock: its time minus UTC
  Instant start;
  std::vector<ImportColumn> columns;
  std::vector<std::string> ignored;
};

struct ImportMapResult {
  std::optional<ImportMap> map;   // present exactly when `faults` is empty
  std::vector<SiteFault> faults;  // in order of line
};

// Blocking file access; no exceptions.
ImportMapResult readImportMap(const std::filesystem::path& file);

}  // namespace firedamp
