// The supply of a board: on, failing (its controller is warned), off.
#pragma once

#include <cstdint>

#include "simnode/device.h"

namespace firedamp {

enum class SupplyState { on, failing, off };

class Supply {
 public:
  void cut(std::int64_t at_us, const PowerCut& cut) {
    failing_us_ = at_us;
    off_us_ = at_us + cut.warning_us;
    back_us_ = off_us_ + cut.off_us;
  }
  SupplyState at(std::int64_t at_us) const {
    if (at_us < failing_us_ || at_us >= back_us_) return SupplyState::on;
    return at_us < off_us_ ? SupplyState::failing : SupplyState::off;
  }

 private:
  std::int64_t failing_us_ = 0;
  std::int64_t off_us_ = 0;
  std::int64_t back_us_ = 0;
};

}  // namespace firedamp
