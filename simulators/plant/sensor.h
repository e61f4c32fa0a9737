// What a gas sensor makes of the air: first-order lag, noise, quantised to 0.01 %CH4, clipped.
#pragma once

#include <cstdint>
#include <random>

namespace firedamp {

class GasSensor {
 public:
  struct Facts {
    double t90_s = 20;            // AQ 6201-2019: response <= 20 s
    double noise_cpct = 1;        // standard deviation, 0.01 %CH4
    std::int32_t range_cpct = 400;  // low-range methane sensor: 0 to 4 %CH4
  };
  GasSensor(Facts facts, std::uint32_t seed, double start_cpct);
  void step(double seconds, double air_cpct);
  std::int32_t reading_cpct();  // with noise; 0..range

 private:
  Facts facts_;
  std::mt19937 random_;
  double lagged_cpct_;
};

}  // namespace firedamp
