#include "plant/ramp.h"

namespace firedamp {

std::int32_t Ramp::at(std::int64_t now_us) const {
  const std::int64_t passed_us = now_us - start_us;
  if (passed_us >= length_us) return to;
  if (passed_us <= 0) return from;
  const std::int64_t span = std::int64_t{to} - from;
  return static_cast<std::int32_t>(from + span * passed_us / length_us);
}

}  // namespace firedamp
