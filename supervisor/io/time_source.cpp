#include "io/time_source.h"

namespace firedamp {

TimeSource::TimeSource()
    : start_(std::chrono::steady_clock::now()),
      startUtc_(std::chrono::duration_cast<Duration>(
          std::chrono::system_clock::now().time_since_epoch())) {}

Instant TimeSource::now() const {
  return startUtc_ +
         std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start_);
}

std::chrono::steady_clock::time_point TimeSource::steady(Instant at) const {
  return start_ + (at - startUtc_);
}

}  // namespace firedamp
