#include "session/scan_watch.h"

#include <algorithm>
#include <utility>

namespace firedamp {

void ScanWatch::page(Instant at) {
  if (last_) {
    longest_ = std::max(longest_, at - *last_);
    slow_ = at - *last_ > limit_;
  }
  last_ = at;
}

void ScanWatch::pause() {
  last_.reset();
  longest_ = Duration{0};
  slow_ = false;
}

std::optional<Instant> ScanWatch::slowAt() const {
  if (!last_ || slow_) return std::nullopt;
  return *last_ + limit_ + Duration{1};
}

void ScanWatch::advance(Instant now) {
  if (const auto deadline = slowAt(); deadline && *deadline <= now) slow_ = true;
}

Duration ScanWatch::report(Instant now) {
  const Duration open = last_ ? now - *last_ : Duration{0};
  return std::max(std::exchange(longest_, Duration{0}), open);
}

}  // namespace firedamp
