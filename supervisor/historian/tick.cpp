#include "historian/tick.h"

#include <algorithm>

#include "series/chunk.h"

namespace firedamp {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::int64_t groupSize = 64;

void putSample(Bytes& to, const TickSample& sample, Instant first) {
  to.push_back(static_cast<std::uint8_t>(sample.point % groupSize));
  putSigned(to, microseconds(sample.at) - microseconds(first));
  putSigned(to, sample.value);
  putNumber(to, std::uint64_t{sample.quality.bits} << 1 | (sample.fromEvent ? 1u : 0u));
}

TickSample takeSample(ByteReader& from, std::int64_t group, std::int64_t first_us) {
  TickSample sample;
  sample.point = group * groupSize + from.byte() % groupSize;
  sample.at = fromMicroseconds(wrappingSum(first_us, from.signedNumber()));
  sample.value = static_cast<std::int32_t>(from.signedNumber());
  const std::uint64_t bits = from.number();
  sample.quality.bits = static_cast<std::uint16_t>(bits >> 1);
  sample.fromEvent = (bits & 1) != 0;
  return sample;
}

}  // namespace

Bytes encodeTick(std::vector<TickSample> samples) {
  std::stable_sort(
      samples.begin(), samples.end(),
      [](const TickSample& a, const TickSample& b) { return a.point < b.point; });
  const Instant first = samples.empty() ? Instant{} : samples.front().at;
  Bytes bytes{version};
  putNumber(bytes, samples.size());
  putSigned(bytes, microseconds(first));
  Bytes group;
  for (std::size_t at = 0; at < samples.size();) {
    const std::int64_t number = samples[at].point / groupSize;
    group.clear();
    for (; at < samples.size() && samples[at].point / groupSize == number; ++at) {
      putSample(group, samples[at], first);
    }
    putNumber(bytes, static_cast<std::uint64_t>(number));
    putNumber(bytes, group.size());
    bytes.insert(bytes.end(), group.begin(), group.end());
  }
  return withChecksum(std::move(bytes));
}

bool decodeTick(std::span<const std::uint8_t> bytes, std::int64_t point,
                const std::function<void(const TickSample&)>& each) {
  const auto content = withoutChecksum(bytes);
  if (content.empty() || content[0] != version) return false;
  ByteReader from{content.subspan(1)};
  from.number();  // of samples: for people's tools
  const std::int64_t first_us = from.signedNumber();
  while (from.good() && !from.atEnd()) {
    const auto number = static_cast<std::int64_t>(from.number());
    const std::uint64_t size = from.number();
    if (!from.good() || size > from.rest().size()) return false;
    ByteReader group{from.rest().first(static_cast<std::size_t>(size))};
    from.skip(static_cast<std::size_t>(size));
    if (point > 0 && point / groupSize != number) continue;
    while (!group.atEnd()) {
      const TickSample sample = takeSample(group, number, first_us);
      if (!group.good()) return false;
      if (point <= 0 || sample.point == point) each(sample);
    }
  }
  return from.good();
}

}  // namespace firedamp
