#include "plant/airway.h"

#include <algorithm>
#include <cmath>

namespace firedamp {

double Airway::steadyFraction(double emission_m3s, double airflow_m3s, double inflow_fraction) {
  const double out = emission_m3s + airflow_m3s;
  return out <= 0 ? 1.0 : (emission_m3s + airflow_m3s * inflow_fraction) / out;
}

void Airway::step(double seconds, double airflow_m3s, double inflow_fraction) {
  const double air = std::max(0.0, airflow_m3s);
  const double out = air + facts_.emission_m3s;
  if (out <= 0 || seconds <= 0) return;
  const double steady = steadyFraction(facts_.emission_m3s, air, inflow_fraction);
  methane_ = steady + (methane_ - steady) * std::exp(-seconds * out / facts_.volume_m3);
}

double Fan::operatingPoint(const Facts& facts) {
  // (R - curve) Q^2 - slope Q - shutoff = 0
  const double a = facts.resistance - facts.curve;
  const double b = -facts.slope;
  return (-b + std::sqrt(b * b + 4 * a * facts.shutoff_pa)) / (2 * a);
}

Fan::Fan(Facts facts) : facts_(facts), full_(operatingPoint(facts)), flow_(full_) {}

void Fan::step(double seconds) {
  const double target = on_ ? full_ : full_ * facts_.naturalFraction;
  flow_ = target + (flow_ - target) * std::exp(-std::max(0.0, seconds) / facts_.inertia_s);
}

}  // namespace firedamp
