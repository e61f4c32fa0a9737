#include "series/summary.h"

#include <algorithm>
#include <utility>

#include "series/rice.h"

namespace firedamp {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t maxBins = maxChunkSamples;

// Floor, also before 1970.
std::int64_t binNumber(std::int64_t at_us, std::int64_t span_us) {
  const std::int64_t quotient = at_us / span_us;
  return at_us % span_us < 0 ? quotient - 1 : quotient;
}

void addUsable(Bin& bin, std::int32_t value) {
  if (bin.usable++ == 0) bin.lowest = bin.highest = value;
  bin.lowest = std::min(bin.lowest, value);
  bin.highest = std::max(bin.highest, value);
  bin.last = value;
  bin.sum += value;
}

void addLater(Bin& bin, const Bin& later) {
  if (bin.usable == 0) {
    bin.lowest = later.lowest;
    bin.highest = later.highest;
  } else if (later.usable > 0) {
    bin.lowest = std::min(bin.lowest, later.lowest);
    bin.highest = std::max(bin.highest, later.highest);
  }
  if (later.usable > 0) bin.last = later.last;
  bin.usable += later.usable;
  bin.unusable += later.unusable;
  bin.sum += later.sum;
}

// One column of all bins.
template <typename Field>
std::vector<std::int64_t> column(std::span<const Bin> bins, Field field) {
  std::vector<std::int64_t> values(bins.size());
  std::transform(bins.begin(), bins.end(), values.begin(), field);
  return values;
}

std::int64_t sumAboveLowest(const Bin& bin) {
  return bin.sum - std::int64_t{bin.usable} * bin.lowest;
}

}  // namespace

std::vector<Bin> binsOf(const Series& series, Duration span) {
  std::vector<Bin> bins;
  std::size_t at = 0;
  for (const QualityRun& run : series.quality) {
    const bool usable = run.quality.usable();
    for (std::uint32_t i = 0; i < run.count; ++i, ++at) {
      const std::int64_t number = binNumber(series.at_us[at], span.count());
      if (bins.empty() || bins.back().number != number) bins.emplace_back().number = number;
      if (usable) {
        addUsable(bins.back(), series.values[at]);
      } else {
        ++bins.back().unusable;
      }
    }
  }
  return bins;
}

std::vector<Bin> merged(std::span<const Bin> earlier, std::span<const Bin> later) {
  std::vector<Bin> all;
  all.reserve(earlier.size() + later.size());
  std::size_t a = 0, b = 0;
  while (a < earlier.size() || b < later.size()) {
    if (b == later.size() || (a < earlier.size() && earlier[a].number < later[b].number)) {
      all.push_back(earlier[a++]);
    } else if (a == earlier.size() || later[b].number < earlier[a].number) {
      all.push_back(later[b++]);
    } else {
      all.push_back(earlier[a++]);
      addLater(all.back(), later[b++]);
    }
  }
  return all;
}

std::vector<Bin> coarser(std::span<const Bin> bins, Duration from, Duration to) {
  std::vector<Bin> result;
  for (const Bin& bin : bins) {
    const std::int64_t number = binNumber(bin.number * from.count(), to.count());
    if (result.empty() || result.back().number != number) result.emplace_back().number = number;
    addLater(result.back(), bin);
  }
  return result;
}

Bin together(std::span<const Bin> bins) {
  Bin all;
  if (!bins.empty()) all.number = bins.front().number;
  for (const Bin& bin : bins) addLater(all, bin);
  return all;
}

Bytes encodeBins(std::span<const Bin> bins, Duration span) {
  Bytes bytes{version};
  putNumber(bytes, static_cast<std::uint64_t>(span.count()));
  putNumber(bytes, bins.size());
  if (bins.empty()) return bytes;
  putSigned(bytes, bins[0].number);
  std::int64_t before = bins[0].number - 1;
  const auto put = [&](auto field) { putIntegers(bytes, column(bins, field)); };
  put([&](const Bin& bin) { return bin.number - std::exchange(before, bin.number) - 1; });
  put([](const Bin& bin) { return std::int64_t{bin.usable}; });
  put([](const Bin& bin) { return std::int64_t{bin.unusable}; });
  put([](const Bin& bin) { return std::int64_t{bin.lowest}; });
  put([](const Bin& bin) { return std::int64_t{bin.highest} - bin.lowest; });
  put([](const Bin& bin) { return std::int64_t{bin.last} - bin.lowest; });
  put(sumAboveLowest);
  return bytes;
}

std::optional<std::vector<Bin>> decodeBins(std::span<const std::uint8_t> bytes, Duration span) {
  ByteReader from{bytes};
  const std::uint8_t found = from.byte();
  const std::uint64_t span_us = from.number();
  const std::uint64_t count = from.number();
  if (!from.good() || found != version || span_us != static_cast<std::uint64_t>(span.count()) ||
      count > maxBins) {
    return std::nullopt;
  }
  std::vector<Bin> bins(static_cast<std::size_t>(count));
  if (bins.empty()) return bins;
  std::int64_t number = wrappingDifference(from.signedNumber(), 1);
  std::vector<std::int64_t> values(bins.size());
  const auto take = [&](auto field) {
    takeIntegers(from, std::span<std::int64_t>{values});
    for (std::size_t i = 0; i < bins.size(); ++i) field(bins[i], values[i]);
  };
  const auto above = [](const Bin& bin, std::int64_t value) {
    return static_cast<std::int32_t>(wrappingSum(bin.lowest, value));
  };
  take([&](Bin& bin, std::int64_t value) {
    number = wrappingSum(number, wrappingSum(value, 1));
    bin.number = number;
  });
  take([](Bin& bin, std::int64_t value) { bin.usable = static_cast<std::uint32_t>(value); });
  take([](Bin& bin, std::int64_t value) { bin.unusable = static_cast<std::uint32_t>(value); });
  take([](Bin& bin, std::int64_t value) { bin.lowest = static_cast<std::int32_t>(value); });
  take([&](Bin& bin, std::int64_t value) { bin.highest = above(bin, value); });
  take([&](Bin& bin, std::int64_t value) { bin.last = above(bin, value); });
  take([](Bin& bin, std::int64_t value) {
    bin.sum = wrappingSum(value, std::int64_t{bin.usable} * bin.lowest);
  });
  if (!from.good() || !from.atEnd()) return std::nullopt;
  return bins;
}

}  // namespace firedamp
