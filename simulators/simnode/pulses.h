// A pulse train of a given frequency, counted per stretch of time without losing a fraction.
#pragma once

#include <cstdint>

namespace firedamp {

class PulseTrain {
 public:
  // Pulses that fall into the next `elapsed_us` at `frequency_dhz` (0.1 Hz).
  std::uint32_t advance(std::int64_t elapsed_us, std::uint32_t frequency_dhz) {
    phase_ += static_cast<std::uint64_t>(elapsed_us) * frequency_dhz;
    const std::uint64_t whole = phase_ / perPulse;
    phase_ %= perPulse;
    return static_cast<std::uint32_t>(whole);
  }

 private:
  static constexpr std::uint64_t perPulse = 10'000'000;  // 0.1 Hz times 1 us
  std::uint64_t phase_ = 0;
};

}  // namespace firedamp
