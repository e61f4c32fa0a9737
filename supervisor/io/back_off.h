// How long to wait before the next attempt: doubles from `first` to `longest`, each with a random
// part so that links that fell together do not rise together.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include "domain/time.h"

namespace firedamp {

class BackOff {
 public:
  BackOff(Duration first, Duration longest, std::uint32_t seed)
      : first_(first), longest_(longest), step_(first), random_(seed + 1) {}

  // Between half of the step and the step.
  Duration next() {
    const Duration step = step_;
    step_ = std::min(longest_, 2 * step_);
    return Duration{std::uniform_int_distribution<Duration::rep>{(step / 2).count(),
                                                                 step.count()}(random_)};
  }
  void reset() { step_ = first_; }

 private:
  Duration first_, longest_, step_;
  std::minstd_rand random_;
};

}  // namespace firedamp
