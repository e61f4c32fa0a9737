// How much a value changed within the last minute, at most.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>

#include "domain/quiet_band.h"

namespace firedamp {

class RateWatch {
 public:
  // The largest change against any value of the last minute, raw units; signed.
  std::int32_t accept(Instant at, std::int32_t value);
  void pause() { past_.clear(); }

  // How many of the values that follow surely change by no more than `most` within a minute.
  std::size_t slow(const SamplesAhead& ahead, std::int32_t most) const;
  // As if each of them had been accepted.
  void follow(const SamplesAhead& ahead);

 private:
  void forget(Instant now);
  void remember(Instant at, std::int32_t value);

  std::deque<std::pair<Instant, std::int32_t>> past_;
};

}  // namespace firedamp
