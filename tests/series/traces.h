// Series of every shape that a point may have, by name and seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "series/chunk.h"

namespace firedamp::testing {

inline const std::vector<std::string>& traceShapes() {
  static const std::vector<std::string> shapes{
      "constant", "noisy",     "random values", "huge steps",     "ramp",  "irregular times",
      "jitter",   "with gaps", "one instant",   "quality flicker", "bursts"};
  return shapes;
}

namespace shape {

inline std::int64_t step_us(const std::string& name, std::mt19937_64& random) {
  if (name == "irregular times") return static_cast<std::int64_t>(random() % 5'000'000);
  if (name == "jitter") return 1'000'000 + static_cast<std::int64_t>(random() % 9) * 1000 - 4000;
  if (name == "with gaps") return random() % 50 == 0 ? 86'400'000'000 : 1'000'000;
  if (name == "one instant") return 0;
  if (name == "bursts") return random() % 10 == 0 ? 60'000'000 : 1;
  return 1'000'000;
}

inline std::int32_t next(const std::string& name, std::int32_t value, std::mt19937_64& random) {
  if (name == "constant") return value;
  if (name == "random values") return static_cast<std::int32_t>(random());
  if (name == "huge steps") return random() % 2 == 0 ? INT32_MIN : INT32_MAX;
  if (name == "ramp") return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) + 37u);
  return 100 + static_cast<std::int32_t>(random() % 5);
}

}  // namespace shape

inline Series trace(const std::string& name, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  Series series;
  std::int64_t at_us = 1'700'000'000'000'000 - static_cast<std::int64_t>(random() % 4'000'000);
  if (name == "constant") at_us = -7;  // before 1970, and no whole second
  std::int32_t value = 41;
  const bool flicker = name == "quality flicker";
  for (std::size_t i = 0; i < count; ++i) {
    const Quality quality{flicker ? static_cast<std::uint16_t>(random()) : std::uint16_t{0}};
    series.add(fromMicroseconds(at_us), value, quality, flicker && random() % 2 == 0);
    at_us += shape::step_us(name, random);
    value = shape::next(name, value, random);
  }
  return series;
}

}  // namespace firedamp::testing
