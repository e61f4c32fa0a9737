// A scripted value: a straight line from one value to another, then held. Integers throughout, so
// the moment at which it crosses a limit is exact.
#pragma once

#include <cstdint>

namespace firedamp {

struct Ramp {
  std::int64_t start_us = 0;
  std::int64_t length_us = 0;  // 0: jumps at once
  std::int32_t from = 0;
  std::int32_t to = 0;

  std::int32_t at(std::int64_t now_us) const;
  bool finished(std::int64_t now_us) const { return now_us - start_us >= length_us; }
};

}  // namespace firedamp
