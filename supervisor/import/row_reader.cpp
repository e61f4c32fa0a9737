#include "import/row_reader.h"

#include <algorithm>
#include <array>
#include <map>

#include "domain/decimal.h"
#include "import/table_time.h"

namespace firedamp {
namespace {

constexpr std::size_t timeColumnsMost = 6;
constexpr std::size_t cellMost = 64;  // characters of a number

// The same text with the decimal point of our numbers; a point in a table of commas is no number.
std::string_view withPoint(std::string_view text, char decimalPoint,
                           std::array<char, cellMost>& room) {
  if (decimalPoint == '.' || text.size() > room.size()) return text;
  std::transform(text.begin(), text.end(), room.begin(), [decimalPoint](char c) {
    return c == decimalPoint ? '.' : c == '.' ? '?' : c;
  });
  return {room.data(), text.size()};
}

}  // namespace

std::vector<Phrase> RowReader::header(std::span<const std::string> names) {
  std::vector<Phrase> faults;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!known.emplace(names[i], i).second) {
      faults.push_back({PHRASE("two columns are called \"%1\""), {names[i]}});
    }
  }
  std::size_t used = 0;
  const auto placeOf = [&](const std::string& name) {
    const auto found = known.find(name);
    if (found == known.end()) {
      faults.push_back({PHRASE("no column is called \"%1\""), {name}});
      return std::size_t{0};
    }
    ++used;
    return found->second;
  };
  times_.clear();
  places_.clear();
  width_ = names.size();
  for (const std::string& name : map_.timeColumns) times_.push_back(placeOf(name));
  for (const ImportColumn& column : map_.columns) places_.push_back(placeOf(column.name));
  for (const std::string& name : map_.ignored) placeOf(name);
  if (!faults.empty() || used == names.size()) return faults;
  for (const auto& [name, place] : known) {
    const bool time = std::count(times_.begin(), times_.end(), place) != 0;
    const bool point = std::count(places_.begin(), places_.end(), place) != 0;
    const bool ignored =
        std::find(map_.ignored.begin(), map_.ignored.end(), name) != map_.ignored.end();
    if (time || point || ignored) continue;
    faults.push_back({PHRASE("column \"%1\" is neither mapped nor ignored"), {name}});
  }
  return faults;
}

void RowReader::row(std::span<const std::string> cells, std::vector<Sample>& samples,
                    std::vector<BadCell>& bad) {
  if (cells.size() != width_) {
    bad.push_back({"", std::to_string(cells.size()),
                   {PHRASE("%1 fields, expected %2"),
                    {std::to_string(cells.size()), std::to_string(width_)}}});
    return;
  }
  std::array<std::string_view, timeColumnsMost> parts;
  for (std::size_t i = 0; i < times_.size(); ++i) parts[i] = cells[times_[i]];
  const auto at = timeOfRow(map_, std::span{parts}.first(times_.size()));
  const std::string& shown = cells[times_.back()];
  if (!at) {
    bad.push_back({map_.timeColumns.back(), shown, {PHRASE("no such time"), {}}});
    return;
  }
  if (*at <= last_) {
    bad.push_back({map_.timeColumns.back(), shown,
                   {PHRASE("not later than the row before"), {}}});
    return;
  }
  last_ = *at;
  for (std::size_t i = 0; i < places_.size(); ++i) cell(i, cells[places_[i]], *at, samples, bad);
}

void RowReader::cell(std::size_t column, std::string_view text, Instant at,
                     std::vector<Sample>& samples, std::vector<BadCell>& bad) const {
  const ImportColumn& meant = map_.columns[column];
  if (text.empty() && map_.emptyIsGap) return;
  std::array<char, cellMost> room;
  const auto raw = scaledDecimal(withPoint(text, map_.decimalPoint, room), meant.decimals);
  if (!raw) {
    bad.push_back({meant.name, std::string{text},
                   text.empty() ? Phrase{PHRASE("empty"), {}} : Phrase{PHRASE("no number"), {}}});
    return;
  }
  const auto value = static_cast<std::int32_t>(*raw);
  Quality quality;
  if (std::find(meant.faults.begin(), meant.faults.end(), value) != meant.faults.end()) {
    quality.bits |= Quality::sensorFault;
  } else if (meant.overRange && value >= *meant.overRange) {
    quality.bits |= Quality::overRange;
  }
  samples.push_back({PointId{static_cast<std::uint32_t>(column)}, at, value, quality, false});
}

}  // namespace firedamp
