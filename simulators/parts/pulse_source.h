// A train of pulses on a pin, exact to the pulse: after t ticks at a steady frequency there were
// floor(t * f) falling edges, whatever the frequency was before.
#pragma once

#include <cstdint>

namespace firedamp {

class PulseSource {
 public:
  // `ticksPerSecond`: of the caller's clock; an 8051's machine cycles, say.
  explicit PulseSource(std::uint64_t ticksPerSecond) : perPulse_(ticksPerSecond * 10) {}

  void setFrequency(std::uint32_t frequency_dhz) { frequency_dhz_ = frequency_dhz; }  // 0.1 Hz
  // Ticks until the level changes next; at least 1. Without pulses far away.
  std::uint64_t untilChange() const;
  // Time passes, at most untilChange(). The level is low for the first half of a pulse.
  void advance(std::uint64_t ticks);
  bool level() const { return !low_; }
  std::uint64_t fallingEdges() const { return edges_; }

 private:
  std::uint64_t perPulse_;
  std::uint32_t frequency_dhz_ = 0;
  std::uint64_t phase_ = 0;  // of perPulse_
  bool low_ = false;
  std::uint64_t edges_ = 0;
};

}  // namespace firedamp
