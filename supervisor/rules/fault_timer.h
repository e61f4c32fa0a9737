// The fault interlock's clock of one device (mine-rules 1.3 f): a fault counts once it has lasted
// for `delay`, and goes on counting until the device has been healthy for `hold` without a break.
#pragma once

#include <algorithm>
#include <optional>

#include "domain/time.h"

namespace firedamp {

class FaultTimer {
 public:
  FaultTimer(Duration delay, Duration hold) : delay_(delay), hold_(hold) {}

  void set(bool healthy, Instant at) { set(healthy, at, at); }
  // `since`: it has been so since then, at the latest since `at`.
  void set(bool healthy, Instant since, Instant at) {
    if (healthy != counts_) {
      changing_.reset();
    } else if (!changing_) {
      changing_ = std::min(since, at);
    }
    advance(at);
  }
  void advance(Instant now) {
    if (const auto due = deadline(); !due || *due > now) return;
    counts_ = !counts_;
    changing_.reset();
  }
  std::optional<Instant> deadline() const {
    if (!changing_) return std::nullopt;
    return *changing_ + (counts_ ? hold_ : delay_);
  }
  bool counts() const { return counts_; }
  // Counted at the last shutdown.
  void restore() { counts_ = true; }

 private:
  Duration delay_, hold_;
  bool counts_ = false;
  std::optional<Instant> changing_;  // healthy while it counts, or faulty while it does not, since
};

}  // namespace firedamp
