// The only clock of the product: the steady clock, anchored once to UTC when it is made.
//
// It never steps, so that a corrected wall clock cannot reorder a journal. The price: it keeps the
// offset to UTC of its first moment, and drifts against UTC as the machine's oscillator does.
// Any thread.
#pragma once

#include <chrono>

#include "domain/time.h"

namespace firedamp {

class TimeSource {
 public:
  TimeSource();

  Instant now() const;
  // The same moment on the steady clock, for whoever has to wait for it.
  std::chrono::steady_clock::time_point steady(Instant at) const;

 private:
  std::chrono::steady_clock::time_point start_;
  Instant startUtc_;
};

}  // namespace firedamp
