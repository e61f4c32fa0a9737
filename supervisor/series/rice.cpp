#include "series/rice.h"

#include <algorithm>
#include <array>
#include <bit>

namespace firedamp {
namespace {

// ---- writing

unsigned codeBits(std::uint64_t code, unsigned k) {
  const std::uint64_t q = code >> k;
  return q >= escapeOnes ? escapeOnes + 64 : static_cast<unsigned>(q) + 1 + k;
}

std::uint64_t blockBits(std::span<const std::uint64_t> codes, unsigned k) {
  std::uint64_t bits = 0;
  for (const std::uint64_t code : codes) bits += codeBits(code, k);
  return bits;
}

// The cost over k has one valley, near the mean's magnitude; walked downhill from there.
unsigned bestRice(std::span<const std::uint64_t> codes) {
  std::uint64_t largest = 0, sum = 0;
  for (const std::uint64_t code : codes) {
    largest = std::max(largest, code);
    sum += std::min(code, std::uint64_t{1} << 50);  // no overflow: 128 of them
  }
  unsigned best = std::min(maxRice, static_cast<unsigned>(std::bit_width(sum / codes.size())));
  std::uint64_t least = blockBits(codes, best);
  while (best > 0 && blockBits(codes, best - 1) <= least) least = blockBits(codes, --best);
  while (best < maxRice && blockBits(codes, best + 1) < least) least = blockBits(codes, ++best);
  return best;
}

void putBlock(Bytes& to, std::span<const std::uint64_t> codes) {
  const unsigned k = bestRice(codes);
  to.push_back(static_cast<std::uint8_t>(k));
  BitWriter bits{to};
  for (const std::uint64_t code : codes) {
    const std::uint64_t q = code >> k;
    if (q < escapeOnes) {
      bits.ones(static_cast<unsigned>(q));
      bits.put(0, 1);
      bits.put(code, k);
    } else {
      bits.ones(escapeOnes);
      bits.put(code >> 32, 32);
      bits.put(code, 32);
    }
  }
}

bool allZero(std::span<const std::uint64_t> codes) {
  return std::all_of(codes.begin(), codes.end(), [](std::uint64_t code) { return code == 0; });
}

template <typename Integer>
void putAll(Bytes& to, std::span<const Integer> values) {
  if (values.empty()) return;
  putSigned(to, values[0]);
  std::array<std::uint64_t, riceBlock> codes;
  std::uint64_t flat = 0;
  const auto endFlat = [&] {
    if (flat == 0) return;
    to.push_back(flatBlocks);
    putNumber(to, flat);
    flat = 0;
  };
  for (std::size_t at = 1; at < values.size(); at += riceBlock) {
    const std::size_t count = std::min(riceBlock, values.size() - at);
    for (std::size_t i = 0; i < count; ++i) {
      codes[i] = zigzag(wrappingDifference(values[at + i], values[at + i - 1]));
    }
    const std::span<const std::uint64_t> block{codes.data(), count};
    if (allZero(block)) {
      ++flat;
    } else {
      endFlat();
      putBlock(to, block);
    }
  }
  endFlat();
}

// ---- reading

// What the next `windowBits` bits begin with, for small k: up to six whole codes, as the sums of
// their differences. Most blocks of a methane trace are read four codes at a time.
constexpr unsigned windowBits = 10;
constexpr unsigned tabledRice = 3;

struct Window {
  std::uint8_t codes = 0;  // 0: the first code is longer than the window
  std::uint8_t bits = 0;
  std::array<std::int8_t, 6> sums{};
};
using WindowTable = std::array<Window, std::size_t{1} << windowBits>;

Window windowOf(std::size_t pattern, unsigned k) {
  Window window;
  unsigned at = 0;
  int sum = 0;
  while (window.codes < window.sums.size()) {
    unsigned q = 0;
    while (at + q < windowBits && (pattern >> (windowBits - 1 - at - q) & 1) != 0) ++q;
    if (at + q + 1 + k > windowBits) break;
    const unsigned end = at + q + 1 + k;
    const std::size_t low = (pattern >> (windowBits - end)) & ((std::size_t{1} << k) - 1);
    sum += static_cast<int>(unzigzag((std::uint64_t{q} << k) | low));
    window.sums[window.codes++] = static_cast<std::int8_t>(sum);
    window.bits = static_cast<std::uint8_t>(end);
    at = end;
  }
  for (std::size_t i = window.codes; i < window.sums.size(); ++i) {
    window.sums[i] = static_cast<std::int8_t>(sum);
  }
  return window;
}

const WindowTable& windows(unsigned k) {
  static const auto tables = [] {
    std::array<WindowTable, tabledRice + 1> all;
    for (unsigned each = 0; each <= tabledRice; ++each) {
      for (std::size_t pattern = 0; pattern < all[each].size(); ++pattern) {
        all[each][pattern] = windowOf(pattern, each);
      }
    }
    return all;
  }();
  return tables[k];
}

std::uint64_t takeCode(BitReader& bits, unsigned k) {
  const auto q = static_cast<unsigned>(std::countl_one(bits.peek()));
  if (q >= escapeOnes) {
    bits.skip(escapeOnes);
    const std::uint64_t high = bits.take(32);
    return high << 32 | bits.take(32);
  }
  bits.skip(q + 1);
  return (std::uint64_t{q} << k) | bits.take(k);
}

template <typename Integer>
void takeBlock(ByteReader& from, unsigned k, Integer before, std::span<Integer> values) {
  BitReader bits{from.rest()};
  std::size_t at = 0;
  if (k <= tabledRice) {
    const WindowTable& table = windows(k);
    while (at + 6 <= values.size()) {
      const Window& window = table[bits.peek() >> (64 - windowBits)];
      if (window.codes == 0) {
        values[at] = static_cast<Integer>(wrappingSum(before, unzigzag(takeCode(bits, k))));
        before = values[at++];
        continue;
      }
      for (std::size_t i = 0; i < 6; ++i) {  // those behind `codes` are written again
        values[at + i] = static_cast<Integer>(wrappingSum(before, window.sums[i]));
      }
      at += window.codes;
      before = values[at - 1];
      bits.skip(window.bits);
    }
  }
  for (; at < values.size(); ++at) {
    before = static_cast<Integer>(wrappingSum(before, unzigzag(takeCode(bits, k))));
    values[at] = before;
  }
  if (bits.good()) {
    from.skip(bits.usedBytes());
  } else {
    from.fail();
  }
}

template <typename Integer>
void takeAll(ByteReader& from, std::span<Integer> values) {
  if (values.empty()) return;
  values[0] = static_cast<Integer>(from.signedNumber());
  for (std::size_t at = 1; at < values.size() && from.good();) {
    const std::uint8_t k = from.byte();
    const std::size_t left = values.size() - at;
    std::size_t count = std::min(riceBlock, left);
    if (k == flatBlocks) {
      const std::uint64_t blocks = from.number();
      if (blocks == 0 || blocks > (left + riceBlock - 1) / riceBlock) return from.fail();
      count = std::min(left, static_cast<std::size_t>(blocks) * riceBlock);
      std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(at), count, values[at - 1]);
    } else if (k <= maxRice) {
      takeBlock(from, k, values[at - 1], values.subspan(at, count));
    } else {
      return from.fail();
    }
    at += count;
  }
}

}  // namespace

void putIntegers(Bytes& to, std::span<const std::int32_t> values) { putAll(to, values); }
void putIntegers(Bytes& to, std::span<const std::int64_t> values) { putAll(to, values); }
void takeIntegers(ByteReader& from, std::span<std::int32_t> values) { takeAll(from, values); }
void takeIntegers(ByteReader& from, std::span<std::int64_t> values) { takeAll(from, values); }

}  // namespace firedamp
