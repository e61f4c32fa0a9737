#include "site/import_map.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <system_error>

#include "domain/decimal.h"
#include "domain/utc_text.h"
#include "site/site_files.h"
#include "site/table_reader.h"

namespace firedamp {
namespace {

// How a table may write a unit of ours. Powers of ten only: everything else would round.
struct FileUnit {
  const char* word;
  Unit unit;
  int decimals;
};

constexpr std::array fileUnits{
    FileUnit{"%CH4", Unit::methane, 2},    FileUnit{"m3/min", Unit::flow, 2},
    FileUnit{"m3", Unit::volume, 1},       FileUnit{"kPa", Unit::pressure, 2},
    FileUnit{"hPa", Unit::pressure, 1},    FileUnit{"Pa", Unit::difference, 0},
    FileUnit{"degC", Unit::temperature, 1}, FileUnit{"V", Unit::voltage, 3},
    FileUnit{"mV", Unit::voltage, 0},      FileUnit{"m/s", Unit::velocity, 2},
    FileUnit{"A", Unit::current, 1},       FileUnit{"%", Unit::share, 1},
    FileUnit{"ppm", Unit::traces, 0},      FileUnit{"count", Unit::none, 0}};

constexpr std::int64_t offsetMost_min = 14 * 60;  // of any place on earth
const std::vector<std::string> separators{",", ";", "tab"}, points{".", ","},
    empties{"bad", "gap"};

std::vector<std::string> unitWords() {
  std::vector<std::string> words;
  for (const FileUnit& each : fileUnits) words.emplace_back(each.word);
  return words;
}

std::optional<std::int32_t> rawOf(TableReader& reader, const TextAt& text, int decimals,
                                  const char* key) {
  const auto raw = scaledDecimal(text.text, decimals);
  if (!raw) {
    reader.fault(key, text.at,
                 {PHRASE("found \"%1\", expected %2"), {text.text, "a number in quotes"}});
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*raw);
}

ImportColumn columnOf(TableReader& reader) {
  ImportColumn column;
  if (const auto name = reader.text("name")) column.name = name->text;
  column.tag = reader.textOr("tag", column.name);
  const FileUnit& unit = fileUnits[reader.choice("unit", unitWords()).value_or(0)];
  column.unit = unit.unit;
  column.decimals = unit.decimals;
  for (const TextAt& code : reader.texts("faults")) {
    if (const auto raw = rawOf(reader, code, unit.decimals, "faults")) {
      column.faults.push_back(*raw);
    }
  }
  if (reader.has("over_range_from")) {
    const auto text = reader.text("over_range_from");
    if (text) column.overRange = rawOf(reader, *text, unit.decimals, "over_range_from");
  }
  reader.finish();
  return column;
}

void readClock(TableReader reader, ImportMap& map) {
  for (const TextAt& name : reader.texts("columns")) map.timeColumns.push_back(name.text);
  const auto format = reader.text("format");
  const std::string words = format ? format->text : "";
  map.utcOffset =
      std::chrono::minutes{reader.integerOr("utc_offset_min", -offsetMost_min, offsetMost_min, 0)};
  map.clock = words == "parts"     ? ImportMap::Clock::parts
              : words == "seconds" ? ImportMap::Clock::seconds
                                   : ImportMap::Clock::text;
  map.format = words;
  const std::size_t columns = map.timeColumns.size();
  const bool parts = map.clock == ImportMap::Clock::parts;
  if (parts ? columns < 3 || columns > 6 : columns != 1) {
    reader.fault("columns", reader.spotOf("columns"),
                 {PHRASE("found %1 columns, expected %2"),
                  {std::to_string(columns),
                   parts ? "3 to 6: year, month, day, hour, minute, second" : "one"}});
  }
  if (map.clock == ImportMap::Clock::seconds) {
    const auto start = reader.text("start");
    const auto instant = start ? instantOfUtc(start->text) : std::nullopt;
    if (instant) map.start = *instant;
    if (start && !instant) {
      reader.fault("start", start->at, {PHRASE("found \"%1\", expected %2"),
                                        {start->text, "UTC as 2026-11-23T06:00:00"}});
    }
  } else if (format && map.clock == ImportMap::Clock::text) {
    for (const char* part : {"%Y", "%m", "%d"}) {
      if (words.find(part) != std::string::npos) continue;
      reader.fault("format", format->at,
                   {PHRASE("found \"%1\", expected %2"),
                    {words, "parts, seconds, or a text with %Y, %m and %d"}});
      break;
    }
  }
  reader.finish();
}

// One meaning per column, one column per tag.
void checkNames(TableReader& reader, const ImportMap& map) {
  std::set<std::string> names, tags;
  const auto once = [&reader](std::set<std::string>& known, const std::string& name) {
    if (!known.insert(name).second) {
      reader.fault("column", reader.spot(), {PHRASE("\"%1\" has two meanings"), {name}});
    }
  };
  for (const std::string& name : map.timeColumns) once(names, name);
  for (const std::string& name : map.ignored) once(names, name);
  for (const ImportColumn& column : map.columns) {
    once(names, column.name);
    once(tags, column.tag);
  }
}

}  // namespace

ImportMapResult readImportMap(const std::filesystem::path& file) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(file, problem)) {
    return {std::nullopt, {{file.string(), 0, 0, "", {PHRASE("no such file"), {}}}}};
  }
  FaultList faults;
  SiteFiles files{file.parent_path()};
  const TomlFile toml = readToml(files, file.filename().string(), faults);
  ImportMap map;
  TableReader reader{toml, toml.root, "", faults};
  if (const auto source = reader.text("source")) map.source = source->text;
  map.separator = ",;\t"[reader.choiceOr("separator", separators, 0)];
  map.decimalPoint = ".,"[reader.choiceOr("decimal_point", points, 0)];
  map.emptyIsGap = reader.choiceOr("empty", empties, 0) == 1;
  for (const TextAt& name : reader.texts("ignore")) map.ignored.push_back(name.text);
  if (auto clock = reader.table("time")) {
    readClock(std::move(*clock), map);
  } else {
    reader.missing("time", "a table");
  }
  for (TableReader& column : reader.tables("column")) map.columns.push_back(columnOf(column));
  if (map.columns.empty()) reader.missing("column", "at least one table [[column]]");
  checkNames(reader, map);
  reader.finish();
  if (!faults.empty()) return {std::nullopt, std::move(faults).sorted()};
  return {std::move(map), {}};
}

}  // namespace firedamp
