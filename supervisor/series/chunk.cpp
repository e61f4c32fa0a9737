#include "series/chunk.h"

#include <algorithm>
#include <boost/crc.hpp>
#include <numeric>
#include <utility>

#include "series/rice.h"
#include "series/smooth.h"
#include "series/times.h"

namespace firedamp {
namespace {

constexpr std::uint8_t plain = 1, smoothed = 2;  // versions
constexpr std::size_t checksumBytes = 4;

std::uint32_t checksum(std::span<const std::uint8_t> bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

void putQuality(Bytes& to, const std::vector<QualityRun>& runs) {
  for (const QualityRun& run : runs) {
    putNumber(to, std::uint64_t{run.quality.bits} << 1 | (run.fromEvent ? 1u : 0u));
    putNumber(to, run.count);
  }
}

void takeQuality(ByteReader& from, std::size_t samples, std::vector<QualityRun>& runs) {
  while (samples > 0) {
    const std::uint64_t bits = from.number();
    const std::uint64_t count = from.number();
    if (!from.good() || count == 0 || count > samples || bits > 0x1FFFF) return from.fail();
    runs.push_back({static_cast<std::uint32_t>(count),
                    Quality{static_cast<std::uint16_t>(bits >> 1)}, (bits & 1) != 0});
    samples -= static_cast<std::size_t>(count);
  }
}

// Whichever is shorter; the plain one where that makes no difference.
std::pair<std::uint8_t, Bytes> encodeValues(std::vector<std::int32_t> values) {
  Bytes differences, misses;
  putIntegers(differences, std::span<const std::int32_t>{values});
  toMisses(values);
  putIntegers(misses, std::span<const std::int32_t>{values});
  if (differences.size() <= misses.size()) return {plain, std::move(differences)};
  return {smoothed, std::move(misses)};
}

}  // namespace

void Series::add(Instant at, std::int32_t value, Quality bits, bool fromEvent) {
  at_us.push_back(microseconds(at));
  values.push_back(value);
  if (!quality.empty() && quality.back().quality == bits &&
      quality.back().fromEvent == fromEvent) {
    ++quality.back().count;
  } else {
    quality.push_back({1, bits, fromEvent});
  }
}

void Series::append(const Series& later) {
  at_us.insert(at_us.end(), later.at_us.begin(), later.at_us.end());
  values.insert(values.end(), later.values.begin(), later.values.end());
  for (const QualityRun& run : later.quality) {
    if (!quality.empty() && quality.back().quality == run.quality &&
        quality.back().fromEvent == run.fromEvent) {
      quality.back().count += run.count;
    } else {
      quality.push_back(run);
    }
  }
}

void Series::clear() {
  at_us.clear();
  values.clear();
  quality.clear();
}

bool ascending(const Series& series) {
  return std::is_sorted(series.at_us.begin(), series.at_us.end());
}

Series sorted(const Series& series) {
  std::vector<QualityRun> each;
  each.reserve(series.size());
  for (const QualityRun& run : series.quality) each.insert(each.end(), run.count, run);
  std::vector<std::size_t> order(series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return series.at_us[a] < series.at_us[b];
  });
  Series result;
  for (const std::size_t i : order) {
    result.add(fromMicroseconds(series.at_us[i]), series.values[i], each[i].quality,
               each[i].fromEvent);
  }
  return result;
}

Series eachInstantOnce(Series series) {
  const auto& at_us = series.at_us;
  if (std::adjacent_find(at_us.begin(), at_us.end()) == at_us.end()) return series;
  Series result;
  std::size_t at = 0;
  for (const QualityRun& run : series.quality) {
    for (std::uint32_t i = 0; i < run.count; ++i, ++at) {
      if (!result.empty() && result.at_us.back() == at_us[at]) continue;
      result.add(fromMicroseconds(at_us[at]), series.values[at], run.quality, run.fromEvent);
    }
  }
  return result;
}

Series part(const Series& series, std::size_t from, std::size_t to) {
  const auto offset = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
  Series result;
  result.at_us.assign(series.at_us.begin() + offset(from), series.at_us.begin() + offset(to));
  result.values.assign(series.values.begin() + offset(from), series.values.begin() + offset(to));
  std::size_t begin = 0;
  for (const QualityRun& run : series.quality) {
    const std::size_t first = std::max(begin, from), end = std::min(begin + run.count, to);
    begin += run.count;
    if (first >= end) continue;
    result.quality.push_back({static_cast<std::uint32_t>(end - first), run.quality,
                              run.fromEvent});
  }
  return result;
}

Bytes encodeChunk(const Series& series) {
  const auto [version, values] = encodeValues(series.values);
  Bytes bytes{version};
  putNumber(bytes, series.size());
  putTimes(bytes, series.at_us);
  bytes.insert(bytes.end(), values.begin(), values.end());
  putQuality(bytes, series.quality);
  return withChecksum(std::move(bytes));
}

Bytes withChecksum(Bytes content) {
  const std::uint32_t crc = checksum(content);
  for (unsigned byte = 0; byte < checksumBytes; ++byte) {
    content.push_back(static_cast<std::uint8_t>(crc >> (8 * byte)));
  }
  return content;
}

std::span<const std::uint8_t> withoutChecksum(std::span<const std::uint8_t> bytes) {
  if (bytes.size() <= checksumBytes) return {};
  const auto content = bytes.first(bytes.size() - checksumBytes);
  std::uint32_t crc = 0;
  for (unsigned byte = 0; byte < checksumBytes; ++byte) {
    crc |= std::uint32_t{bytes[content.size() + byte]} << (8 * byte);
  }
  return crc == checksum(content) ? content : std::span<const std::uint8_t>{};
}

ChunkFault decodeChunk(std::span<const std::uint8_t> bytes, Series& series) {
  series.clear();
  if (bytes.empty()) return ChunkFault::empty;
  if (bytes[0] != plain && bytes[0] != smoothed) return ChunkFault::version;
  if (bytes.size() < 1 + checksumBytes) return ChunkFault::cut;
  const auto content = withoutChecksum(bytes);
  if (content.empty()) return ChunkFault::checksum;
  ByteReader from{content.subspan(1)};
  const std::uint64_t count = from.number();
  if (!from.good() || count == 0 || count > maxChunkSamples) return ChunkFault::contents;
  series.at_us.resize(static_cast<std::size_t>(count));
  series.values.resize(static_cast<std::size_t>(count));
  takeTimes(from, series.at_us);
  takeIntegers(from, std::span<std::int32_t>{series.values});
  if (bytes[0] == smoothed) fromMisses(series.values);
  takeQuality(from, series.size(), series.quality);
  if (from.good() && from.atEnd() && ascending(series)) return ChunkFault::none;
  series.clear();
  return ChunkFault::contents;
}

}  // namespace firedamp
