#include "plant/sensor.h"

#include <algorithm>
#include <cmath>

namespace firedamp {

GasSensor::GasSensor(Facts facts, std::uint32_t seed, double start_cpct)
    : facts_(facts), random_(seed), lagged_cpct_(start_cpct) {}

void GasSensor::step(double seconds, double air_cpct) {
  const double tau_s = facts_.t90_s / std::log(10.0);
  const double keep = tau_s > 0 ? std::exp(-std::max(0.0, seconds) / tau_s) : 0.0;
  lagged_cpct_ = air_cpct + (lagged_cpct_ - air_cpct) * keep;
}

std::int32_t GasSensor::reading_cpct() {
  double noisy = lagged_cpct_;
  if (facts_.noise_cpct > 0) noisy += std::normal_distribution{0.0, facts_.noise_cpct}(random_);
  const auto rounded = static_cast<std::int32_t>(std::lround(noisy));
  return std::clamp(rounded, std::int32_t{0}, facts_.range_cpct);
}

}  // namespace firedamp
