// A fuzzer's bytes as decisions. Past the end everything is 0, so that every input means something.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace firedamp::fuzz {

using Bytes = std::vector<std::uint8_t>;

class Input {
 public:
  Input(const std::uint8_t* bytes, std::size_t count) : rest_(bytes, count) {}

  bool empty() const { return rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }
  std::uint16_t word() {
    const auto high = static_cast<std::uint16_t>(byte() << 8);
    return static_cast<std::uint16_t>(high | byte());
  }
  Bytes bytes(std::size_t atMost) {
    const auto some = rest_.first(std::min(atMost, rest_.size()));
    rest_ = rest_.subspan(some.size());
    return {some.begin(), some.end()};
  }

 private:
  std::span<const std::uint8_t> rest_;
};

}  // namespace firedamp::fuzz
