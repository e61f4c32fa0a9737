#include "series/times.h"

#include <algorithm>
#include <array>
#include <bit>

namespace firedamp {
namespace {

constexpr std::array<std::int64_t, 7> units_us{1, 10, 100, 1000, 10'000, 100'000, 1'000'000};
constexpr std::size_t jitterSegment = 128;  // as long as the jitter's spread stays alike
constexpr std::size_t regularSegment = 16;  // fewer in a row are rather jitter of few values
constexpr unsigned widthBits = 6;
constexpr unsigned maxWidth = 56;

std::size_t unitOf(std::span<const std::int64_t> at_us) {
  std::size_t unit = units_us.size() - 1;
  for (std::size_t i = 1; i < at_us.size(); ++i) {
    while ((at_us[i] - at_us[i - 1]) % units_us[unit] != 0) --unit;
  }
  return unit;
}

std::int64_t medianStep(std::span<const std::int64_t> ticks) {
  if (ticks.size() < 2) return 0;
  std::vector<std::int64_t> steps(ticks.size() - 1);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = ticks[i + 1] - ticks[i];
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

struct Segment {
  std::size_t count = 1;
  std::int64_t lowest = 0, highest = 0;  // residuals
  unsigned width() const {
    return static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(highest - lowest)));
  }
};

// How far the times keep to the period exactly.
std::size_t regular(std::span<const std::int64_t> ticks, std::int64_t period) {
  std::size_t count = 1;
  while (count < ticks.size() && ticks[count] - ticks[count - 1] == period) ++count;
  return count;
}

// A step that differs by half a period is a gap (or a burst) and begins a segment of its own.
Segment jittering(std::span<const std::int64_t> ticks, std::int64_t period) {
  Segment segment;
  const std::size_t most = std::min(ticks.size(), jitterSegment);
  for (; segment.count < most; ++segment.count) {
    const std::int64_t step = ticks[segment.count] - ticks[segment.count - 1];
    if (2 * std::abs(step - period) > std::max<std::int64_t>(period, 16)) break;
    const std::int64_t residual =
        ticks[segment.count] - ticks[0] - static_cast<std::int64_t>(segment.count) * period;
    segment.lowest = std::min(segment.lowest, residual);
    segment.highest = std::max(segment.highest, residual);
  }
  return segment;
}

Segment segmentAt(std::span<const std::int64_t> ticks, std::int64_t period) {
  const std::size_t exact = regular(ticks, period);
  if (exact == ticks.size() || exact >= regularSegment) return {exact, 0, 0};
  return jittering(ticks, period);
}

void putSegment(Bytes& to, std::span<const std::int64_t> ticks, const Segment& segment,
                std::int64_t expected, std::int64_t period) {
  const unsigned width = segment.width();
  putNumber(to, std::uint64_t{segment.count} << widthBits | width);
  putSigned(to, ticks[0] - expected);
  if (width == 0) return;
  putSigned(to, segment.lowest);
  BitWriter bits{to};
  for (std::size_t i = 0; i < segment.count; ++i) {
    const std::int64_t residual = ticks[i] - ticks[0] - static_cast<std::int64_t>(i) * period;
    bits.put(static_cast<std::uint64_t>(residual - segment.lowest), width);
  }
}

}  // namespace

void putTimes(Bytes& to, std::span<const std::int64_t> at_us) {
  if (at_us.empty()) return;
  const std::size_t unit = unitOf(at_us);
  std::vector<std::int64_t> ticks(at_us.size());
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    ticks[i] = (at_us[i] - at_us[0]) / units_us[unit];
  }
  const std::int64_t period = medianStep(ticks);
  to.push_back(static_cast<std::uint8_t>(unit));
  putSigned(to, at_us[0]);
  putNumber(to, static_cast<std::uint64_t>(period));
  std::int64_t expected = 0;
  for (std::span<const std::int64_t> left{ticks}; !left.empty();) {
    const Segment segment = segmentAt(left, period);
    putSegment(to, left, segment, expected, period);
    expected = left[0] + static_cast<std::int64_t>(segment.count) * period;
    left = left.subspan(segment.count);
  }
}

void takeTimes(ByteReader& from, std::span<std::int64_t> at_us) {
  if (at_us.empty()) return;
  const std::uint8_t unit = from.byte();
  const std::int64_t first = from.signedNumber();
  const auto period = static_cast<std::int64_t>(from.number());
  if (unit >= units_us.size()) return from.fail();
  // Damaged bytes may say anything: sums wrap, and nothing is trusted but the bounds.
  const auto unit_us = static_cast<std::uint64_t>(units_us[unit]);
  const auto timeOf = [&](std::int64_t ticks) {
    const std::uint64_t after_us = static_cast<std::uint64_t>(ticks) * unit_us;
    return wrappingSum(first, static_cast<std::int64_t>(after_us));
  };
  std::int64_t tick = 0;
  for (std::size_t at = 0; at < at_us.size();) {
    const std::uint64_t head = from.number();
    const std::uint64_t count = head >> widthBits;
    const auto width = static_cast<unsigned>(head & ((1u << widthBits) - 1));
    tick = wrappingSum(tick, from.signedNumber());
    if (!from.good() || count == 0 || count > at_us.size() - at || width > maxWidth) {
      return from.fail();
    }
    if (width == 0) {  // exactly regular, as most times are
      for (std::uint64_t i = 0; i < count; ++i) {
        at_us[at++] = timeOf(tick);
        tick = wrappingSum(tick, period);
      }
      continue;
    }
    const std::int64_t lowest = from.signedNumber();
    BitReader bits{from.rest()};
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto residual = static_cast<std::int64_t>(bits.take(width));
      at_us[at++] = timeOf(wrappingSum(tick, wrappingSum(lowest, residual)));
      tick = wrappingSum(tick, period);
    }
    if (!bits.good()) return from.fail();
    from.skip(bits.usedBytes());
  }
}

}  // namespace firedamp
