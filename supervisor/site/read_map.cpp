#include "site/reading.h"

namespace firedamp {
namespace {

constexpr std::int64_t mapSizeMax = 100000;

std::optional<double> numberOf(const TomlValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.content)) {
    return static_cast<double>(*whole);
  }
  if (const auto* real = std::get_if<double>(&value.content)) return *real;
  return std::nullopt;
}

// [x, y] within the map, or a fault.
std::optional<MapPosition> positionOf(TableReader& reader, const std::string& key,
                                      const TomlValue& value, const MineMap& map) {
  const auto* pair = std::get_if<TomlValue::List>(&value.content);
  const auto x = pair != nullptr && pair->size() == 2 ? numberOf((*pair)[0]) : std::nullopt;
  const auto y = pair != nullptr && pair->size() == 2 ? numberOf((*pair)[1]) : std::nullopt;
  const bool inside = x && y && *x >= 0 && *x <= map.width && *y >= 0 && *y <= map.height;
  if (inside) return MapPosition{*x, *y};
  reader.fault(key, value.at,
               {PHRASE("expected a position [x, y] inside the map of %1 by %2"),
                {std::to_string(static_cast<int>(map.width)),
                 std::to_string(static_cast<int>(map.height))}});
  return std::nullopt;
}

std::vector<MapPosition> readLine(TableReader& reader, const MineMap& map) {
  std::vector<MapPosition> line;
  const TomlValue* value = reader.value("line");
  if (value == nullptr) {
    reader.missing("line", "a list of positions [x, y]");
    return line;
  }
  const auto* list = std::get_if<TomlValue::List>(&value->content);
  if (list == nullptr || list->size() < 2) {
    reader.fault("line", value->at, {PHRASE("expected a list of at least two positions"), {}});
    return line;
  }
  for (const TomlValue& each : *list) {
    if (const auto position = positionOf(reader, "line", each, map)) line.push_back(*position);
  }
  return line;
}

void readTile(TableReader& reader, SiteReading& reading) {
  MapTile tile;
  const bool point = reader.has("point");
  if (point == reader.has("relay")) {
    reader.fault("", reader.spot(), {PHRASE("expected either point or relay"), {}});
  }
  std::optional<std::uint32_t> shown;
  if (point) {
    shown = reading.points.find(reader, "point");
    reader.value("relay");
  } else {
    tile.shows = MapTile::Shows::relay;
    if (reader.has("relay")) shown = reading.relays.find(reader, "relay");
    reader.value("point");
  }
  tile.id = shown.value_or(0);
  if (const TomlValue* at = reader.value("at")) {
    tile.at = positionOf(reader, "at", *at, reading.site.map).value_or(MapPosition{});
  } else {
    reader.missing("at", "a position [x, y]");
  }
  for (const MapTile& other : reading.site.map.tiles) {
    if (shown && other.shows == tile.shows && other.id == tile.id) {
      reader.fault(point ? "point" : "relay", reader.spot(),
                   {PHRASE("has a tile on the map already"), {}});
    }
  }
  reading.site.map.tiles.push_back(tile);
  reader.finish();
}

}  // namespace

void readMap(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  MineMap& map = reading.site.map;
  map.width = static_cast<double>(all.integerOr("width", 100, mapSizeMax, 1600));
  map.height = static_cast<double>(all.integerOr("height", 100, mapSizeMax, 900));
  for (TableReader& reader : all.tables("roadway")) {
    Roadway roadway;
    roadway.name = reader.label("name");
    roadway.line = readLine(reader, map);
    if (reader.has("area")) {
      if (const auto area = reading.areas.find(reader, "area")) roadway.area = AreaId{*area};
    }
    roadway.airflow = static_cast<int>(reader.integerOr("airflow", -1, 1, 0));
    map.roadways.push_back(roadway);
    reader.value("area");
    reader.finish();
  }
  for (TableReader& reader : all.tables("tile")) readTile(reader, reading);
  all.finish();
}

}  // namespace firedamp
