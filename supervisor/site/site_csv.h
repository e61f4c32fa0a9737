// Points and alarm kinds of a site as tables for spreadsheets, and back. A row that was not touched
// leaves its block of the TOML file as it is, comments too; a row that was changed is written anew,
// a new one is added, one that is gone goes. What the table has no column for stays where it was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/phrase.h"
#include "site/site_reader.h"

namespace firedamp {

enum class CsvTable { points, alarms };
std::optional<CsvTable> csvTableOf(const std::string& word);

struct CsvExport {
  std::string text;
  std::optional<Phrase> fault;  // then there is no text
};
// Points: one row each, limits and plausibility in the unit of the point. Alarms: one row per kind,
// as alarms.toml says; empty: the usual value.
CsvExport exportTable(const std::filesystem::path& directory, CsvTable table);

// Changes points.toml or alarms.toml of `directory`; with any fault nothing. Line and column of a
// fault are those of the CSV where they can be told: the column is the number of the field.
std::vector<SiteFault> importTable(const std::filesystem::path& directory, CsvTable table,
                                   const std::string& csv);

}  // namespace firedamp
