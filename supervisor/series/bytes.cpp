#include "series/bytes.h"

#include <bit>
#include <cstring>

namespace firedamp {

void putNumber(Bytes& to, std::uint64_t value) {
  while (value >= 0x80) {
    to.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  to.push_back(static_cast<std::uint8_t>(value));
}

std::uint8_t ByteReader::byte() {
  if (at_ >= bytes_.size()) {
    fail();
    return 0;
  }
  return bytes_[at_++];
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t next = byte();
    value |= std::uint64_t{next & 0x7Fu} << shift;
    if ((next & 0x80) == 0) return good_ ? value : 0;
  }
  fail();
  return 0;
}

void ByteReader::skip(std::size_t count) {
  if (count > bytes_.size() - at_) return fail();
  at_ += count;
}

void ByteReader::fail() {
  good_ = false;
  at_ = bytes_.size();
}

void BitWriter::put(std::uint64_t bits, unsigned count) {
  if (count == 0) return;
  held_ = (held_ << count) | (bits & ((std::uint64_t{1} << count) - 1));
  count_ += count;
  while (count_ >= 8) {
    count_ -= 8;
    to_.push_back(static_cast<std::uint8_t>(held_ >> count_));
  }
}

void BitWriter::ones(unsigned count) { put((std::uint64_t{1} << count) - 1, count); }

void BitWriter::flush() {
  if (count_ > 0) put(0, 8 - count_);
}

std::uint64_t BitReader::peek() const {
  const std::size_t first = at_ / 8;
  std::uint64_t word = 0;
  if (first + 8 <= bytes_.size()) {
    std::memcpy(&word, bytes_.data() + first, 8);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
  } else {
    for (std::size_t i = 0; i < 8; ++i) {
      word = (word << 8) | (first + i < bytes_.size() ? bytes_[first + i] : 0u);
    }
  }
  return word << (at_ % 8);
}

std::uint64_t BitReader::take(unsigned count) {
  if (count == 0) return 0;
  const std::uint64_t bits = peek() >> (64 - count);
  at_ += count;
  return bits;
}

}  // namespace firedamp
