// Bytes out and bytes in, for what is stored: LEB128 numbers and bit fields, most significant bit
// first. Reading never goes beyond its span: what lies outside makes `good()` false, and every
// number read from then on is 0. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace firedamp {

using Bytes = std::vector<std::uint8_t>;

// -1, 1, -2 ... become 1, 2, 3 ...: small numbers of both signs have small codes.
constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t code) {
  return static_cast<std::int64_t>(code >> 1) ^ -static_cast<std::int64_t>(code & 1);
}
// Differences and sums modulo 2^64: no overflow, exact both ways.
constexpr std::int64_t wrappingDifference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
constexpr std::int64_t wrappingSum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

void putNumber(Bytes& to, std::uint64_t value);             // LEB128: 1 to 10 bytes
inline void putSigned(Bytes& to, std::int64_t value) { putNumber(to, zigzag(value)); }

class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint8_t byte();
  std::uint64_t number();
  std::int64_t signedNumber() { return unzigzag(number()); }
  // Everything that is left; skip() what was used of it.
  std::span<const std::uint8_t> rest() const { return bytes_.subspan(at_); }
  void skip(std::size_t count);

  bool good() const { return good_; }
  bool atEnd() const { return at_ == bytes_.size(); }
  void fail();

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

class BitWriter {
 public:
  explicit BitWriter(Bytes& to) : to_(to) {}
  ~BitWriter() { flush(); }
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  void put(std::uint64_t bits, unsigned count);  // count 0..56
  void ones(unsigned count);
  void flush();  // fills the last byte with zeros

 private:
  Bytes& to_;
  std::uint64_t held_ = 0;  // the newest bits, right-aligned
  unsigned count_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  // The next 56 bits or more, left-aligned; zeros behind the end.
  std::uint64_t peek() const;
  void skip(unsigned count) { at_ += count; }
  std::uint64_t take(unsigned count);  // count 0..56

  bool good() const { return at_ <= bytes_.size() * 8; }
  std::size_t usedBytes() const { return (at_ + 7) / 8; }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;  // in bits
};

}  // namespace firedamp
