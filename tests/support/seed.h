// The seed of a randomised test, one for the process: FIREDAMP_SEED brings a run back. Printed at
// each call, so that the test which fails has it beside it.
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <random>

namespace firedamp::test {

inline std::uint32_t seedOfRun() {
  bool given = false;
  const int value = qEnvironmentVariableIntValue("FIREDAMP_SEED", &given);
  static const std::uint32_t seed =
      (given ? static_cast<std::uint32_t>(value) : std::random_device{}()) & 0x7FFFFFFF;
  qInfo("FIREDAMP_SEED=%u", seed);
  return seed;
}

}  // namespace firedamp::test
