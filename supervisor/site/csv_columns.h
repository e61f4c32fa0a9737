// Which column of a table is which key of the TOML files.
#pragma once

#include <span>
#include <string>

#include "domain/site.h"
#include "site/site_csv.h"
#include "site/toml_tree.h"

namespace firedamp {

struct CsvColumn {
  enum class Shape { text, english, chinese, number, tags, flag } shape = Shape::text;
  const char* name;
  const char* table;  // "": the block's own; "limits", "plausible"
  const char* key;
  bool unit;          // the point's unit follows the key
};

std::span<const CsvColumn> columnsOf(CsvTable table);
// What stands in the tree of one block; empty: nothing.
std::string cellOf(const TomlValue& block, const CsvColumn& column, const std::string& suffix);
// "key = value" as TOML; nothing when the cell is no such value.
std::optional<std::string> entryOf(const CsvColumn& column, const std::string& cell,
                                   const std::string& suffix);
// Of the unit of a kind of point by its name ("methane": "_pct"); nothing: no such kind.
std::optional<std::string> suffixOf(const std::string& shows);

}  // namespace firedamp
