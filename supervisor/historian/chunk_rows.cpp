#include "historian/chunk_rows.h"

#include <optional>
#include <span>
#include <utility>

namespace firedamp {
namespace {

constexpr std::int64_t hoursPerDay = 24;

std::int64_t dayOf(const Bin& hour) {
  return hour.number >= 0 ? hour.number / hoursPerDay
                          : (hour.number + 1) / hoursPerDay - 1;
}

}  // namespace

ChunkRows::ChunkRows(Database& database)
    : addChunk_(database, "INSERT INTO chunk VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      growChunk_(database, "UPDATE chunk SET from_us = ?, to_us = ?, samples = ?, usable = ?,"
                           " lowest = ?, highest = ?, sum = ?, minutes = ?, bytes = ?"
                           " WHERE id = ?"),
      hours_(database, "SELECT bytes FROM hours WHERE point_id = ? AND day = ?"),
      putHours_(database, "INSERT INTO hours VALUES(?1, ?2, ?3)"
                          " ON CONFLICT(point_id, day) DO UPDATE SET bytes = ?3") {}

int ChunkRows::putAll(std::int64_t point, const Series& series, std::int64_t grown) {
  int code = SQLITE_OK;
  for (std::size_t at = 0; code == SQLITE_OK && at < series.size();) {
    const std::size_t left = series.size() - at;
    const std::size_t count = left <= tooMany ? left : aim;
    code = put(point, part(series, at, at + count), std::exchange(grown, 0));
    at += count;
  }
  return code;
}

int ChunkRows::put(std::int64_t point, const Series& series, std::int64_t grown) {
  const std::vector<Bin> minutes = binsOf(series, minuteSpan);
  const Bin all = together(minutes);
  using Extreme = std::optional<std::int64_t>;
  const Extreme lowest = all.usable > 0 ? Extreme{all.lowest} : std::nullopt;
  const Extreme highest = all.usable > 0 ? Extreme{all.highest} : std::nullopt;
  const Bytes bins = encodeBins(minutes, minuteSpan), bytes = encodeChunk(series);
  const std::span<const std::uint8_t> minuteBlob{bins}, chunkBlob{bytes};
  const std::int64_t from_us = series.at_us.front(), to_us = series.at_us.back();
  if (grown != 0) {
    return growChunk_
        .with(from_us, to_us, series.size(), all.usable, lowest, highest, all.sum, minuteBlob,
              chunkBlob, grown)
        .run();
  }
  return addChunk_
      .with(point, from_us, to_us, series.size(), all.usable, lowest, highest, all.sum,
            minuteBlob, chunkBlob)
      .run();
}

int ChunkRows::addHours(std::int64_t point, const std::vector<Bin>& minutes) {
  const std::vector<Bin> hours = coarser(minutes, minuteSpan, hourSpan);
  int code = SQLITE_OK;
  for (std::size_t at = 0; code == SQLITE_OK && at < hours.size();) {
    const std::int64_t day = dayOf(hours[at]);
    std::size_t end = at;
    while (end < hours.size() && dayOf(hours[end]) == day) ++end;
    code = addDay(point, day, std::span{hours}.subspan(at, end - at));
    at = end;
  }
  return code;
}

int ChunkRows::addDay(std::int64_t point, std::int64_t day, std::span<const Bin> hours) {
  std::vector<Bin> known;
  const int code = hours_.with(point, day).step();
  if (code == SQLITE_ROW) {
    auto bins = decodeBins(hours_.blob(0), hourSpan);
    if (!bins) return SQLITE_CORRUPT;
    known = std::move(*bins);
  } else if (code != SQLITE_DONE) {
    return code;
  }
  hours_.reset();
  const Bytes bytes = encodeBins(merged(known, hours), hourSpan);
  return putHours_.with(point, day, std::span<const std::uint8_t>{bytes}).run();
}

}  // namespace firedamp
