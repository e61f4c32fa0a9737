// How much a value changed within the last minute, at most.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>

#include "domain/time.h"

namespace firedamp {

class RateWatch {
 public:
  // The largest change against any value of the last minute, raw units; signed.
  std::int32_t accept(Instant at, std::int32_t value);
  void pause() { past_.clear(); }

 private:
  std::deque<std::pair<Instant, std::int32_t>> past_;
};

}  // namespace firedamp
