#include "series/smooth.h"

namespace firedamp {
namespace {

constexpr unsigned fractionBits = 8, gainShift = 4;
constexpr std::int64_t towardsAbove = 192;

class Level {
 public:
  explicit Level(std::int32_t first) : level_(std::int64_t{first} * (1 << fractionBits)) {}
  std::uint32_t foretold() const {
    return static_cast<std::uint32_t>((level_ + towardsAbove) >> fractionBits);
  }
  void follow(std::int32_t value) {
    level_ += (std::int64_t{value} * (1 << fractionBits) - level_) >> gainShift;
  }

 private:
  std::int64_t level_;
};

}  // namespace

void toMisses(std::span<std::int32_t> values) {
  if (values.empty()) return;
  Level level{values[0]};
  auto sum = static_cast<std::uint32_t>(values[0]);
  for (std::size_t i = 1; i < values.size(); ++i) {
    sum += static_cast<std::uint32_t>(values[i]) - level.foretold();
    level.follow(values[i]);
    values[i] = static_cast<std::int32_t>(sum);
  }
}

void fromMisses(std::span<std::int32_t> sums) {
  if (sums.empty()) return;
  Level level{sums[0]};
  auto before = static_cast<std::uint32_t>(sums[0]);
  for (std::size_t i = 1; i < sums.size(); ++i) {
    const auto sum = static_cast<std::uint32_t>(sums[i]);
    sums[i] = static_cast<std::int32_t>(level.foretold() + (sum - before));
    before = sum;
    level.follow(sums[i]);
  }
}

}  // namespace firedamp
