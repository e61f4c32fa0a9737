#include "site/csv_columns.h"

#include <algorithm>
#include <charconv>

#include "site/reading.h"
#include "site/toml_blocks.h"

namespace firedamp {
namespace {

using Shape = CsvColumn::Shape;

constexpr CsvColumn pointColumns[] = {
    {Shape::text, "tag", "", "tag", false},
    {Shape::english, "name_en", "", "name", false},
    {Shape::chinese, "name_zh", "", "name", false},
    {Shape::text, "node", "", "node", false},
    {Shape::text, "shows", "", "shows", false},
    {Shape::text, "class", "", "class", false},
    {Shape::text, "reason", "limits", "reason", false},
    {Shape::number, "warn", "limits", "warn", true},
    {Shape::number, "alarm", "limits", "alarm", true},
    {Shape::number, "trip", "limits", "trip", true},
    {Shape::number, "reset", "limits", "reset", true},
    {Shape::number, "alarm_reset", "limits", "alarm_reset", true},
    {Shape::number, "trip_reset", "limits", "trip_reset", true},
    {Shape::number, "low", "limits", "low", true},
    {Shape::number, "low_trip", "limits", "low_trip", true},
    {Shape::number, "low_release", "limits", "low_release", true},
    {Shape::number, "on_delay_s", "limits", "on_delay_s", false},
    {Shape::number, "off_delay_s", "limits", "off_delay_s", false},
    {Shape::number, "stale_s", "limits", "stale_s", false},
    {Shape::number, "least", "plausible", "least", true},
    {Shape::number, "most", "plausible", "most", true},
    {Shape::number, "step", "plausible", "step", true},
    {Shape::number, "stuck_min", "plausible", "stuck_min", false},
    {Shape::tags, "mates", "plausible", "mates", false},
    {Shape::number, "most_per_min", "plausible", "most_per_min", true},
    {Shape::text, "twin", "plausible", "twin", false},
    {Shape::number, "twin_tolerance", "plausible", "twin_tolerance", true},
    {Shape::number, "twin_s", "plausible", "twin_s", false}};

constexpr CsvColumn alarmColumns[] = {
    {Shape::text, "kind", "", "", false},  // the block's name
    {Shape::number, "priority", "", "priority", false},
    {Shape::flag, "latching", "", "latching", false},
    {Shape::flag, "accounted", "", "accounted", false},
    {Shape::flag, "never_shelved", "", "never_shelved", false},
    {Shape::number, "shelve_max_min", "", "shelve_max_min", false},
    {Shape::number, "out_of_service_max_h", "", "out_of_service_max_h", false},
    {Shape::number, "re_alarm_min", "", "re_alarm_min", false}};

const TomlValue* find(const TomlValue* table, const std::string& key) {
  const auto* entries = table == nullptr ? nullptr : std::get_if<TomlValue::Table>(&table->content);
  if (entries == nullptr) return nullptr;
  const auto found = std::find_if(entries->begin(), entries->end(),
                                  [&key](const TomlEntry& entry) { return entry.key == key; });
  return found == entries->end() ? nullptr : &found->value;
}

struct CellText {
  std::string operator()(const TomlOther&) const { return ""; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const {
    char digits[32];
    return {digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr};
  }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(const TomlValue::List& list) const {
    std::string text;
    for (const TomlValue& each : list) {
      text += (text.empty() ? "" : " ") + std::visit(CellText{}, each.content);
    }
    return text;
  }
  std::string operator()(const TomlValue::Table&) const { return ""; }
};

// Digits, at most one point between them, and a sign in front.
bool isNumber(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool plain = text.find_first_not_of("-.0123456789") == std::string::npos;
  return plain && error == std::errc{} && end == text.data() + text.size() && text.back() != '.' &&
         text.front() != '.';
}

// TOML knows no leading zeros.
std::string tomlNumber(std::string text) {
  const std::string sign = text.front() == '-' ? "-" : "";
  text.erase(0, sign.size());
  while (text.size() > 1 && text[0] == '0' && text[1] != '.') text.erase(0, 1);
  return sign + text;
}

std::string tagsText(const std::string& cell) {
  std::string list;
  for (std::size_t at = 0; at < cell.size();) {
    const auto end = std::min(cell.find(' ', at), cell.size());
    if (end > at) list += (list.empty() ? "" : ", ") + tomlText(cell.substr(at, end - at));
    at = end + 1;
  }
  return "[" + list + "]";
}

}  // namespace

std::span<const CsvColumn> columnsOf(CsvTable table) {
  if (table == CsvTable::points) return pointColumns;
  return alarmColumns;
}

std::string cellOf(const TomlValue& block, const CsvColumn& column, const std::string& suffix) {
  const std::string table = column.table;
  const TomlValue* place = table.empty() ? &block : find(&block, table);
  const TomlValue* value = find(place, column.key + (column.unit ? suffix : std::string{}));
  if (column.shape == Shape::english) value = find(value, "en");
  if (column.shape == Shape::chinese) value = find(value, "zh");
  return value == nullptr ? std::string{} : std::visit(CellText{}, value->content);
}

std::optional<std::string> entryOf(const CsvColumn& column, const std::string& cell,
                                   const std::string& suffix) {
  const std::string key = column.key + (column.unit ? suffix : std::string{}) + " = ";
  switch (column.shape) {
    case Shape::number:
      if (!isNumber(cell)) return std::nullopt;
      return key + tomlNumber(cell);
    case Shape::flag:
      if (cell != "true" && cell != "false") return std::nullopt;
      return key + cell;
    case Shape::tags: return key + tagsText(cell);
    case Shape::text:
    case Shape::english:
    case Shape::chinese: break;
  }
  return key + tomlText(cell);
}

std::optional<std::string> suffixOf(const std::string& shows) {
  const auto& names = pointKindNames();
  const auto found = std::find(names.begin(), names.end(), shows);
  if (found == names.end()) return std::nullopt;
  return unitSuffix(unitOf(static_cast<PointKind>(found - names.begin())));
}

}  // namespace firedamp
