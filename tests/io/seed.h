// The seed of a randomised test: FIREDAMP_SEED brings a run back. Printed, so that it can.
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <random>

namespace firedamp::test {

inline std::uint32_t seedOfRun() {
  bool given = false;
  const int value = qEnvironmentVariableIntValue("FIREDAMP_SEED", &given);
  const std::uint32_t seed = given ? std::uint32_t(value) : std::random_device{}();
  qInfo("FIREDAMP_SEED=%u", seed & 0x7FFFFFFF);
  return seed & 0x7FFFFFFF;
}

}  // namespace firedamp::test
