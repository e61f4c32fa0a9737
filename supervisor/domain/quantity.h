// Scaled integers that know their unit. The raw integer is exactly what the wire carries, so that
// a comparison with a limit gives the same answer in the node, in the supervisor and in replay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firedamp {

enum class Unit {
  none,         // counts and states
  methane,      // 0.01 %CH4 (volume)
  flow,         // 0.01 m3/min
  volume,       // 0.1 m3
  pressure,     // 10 Pa
  temperature,  // 0.1 degC
  voltage,      // 1 mV
  // Of instruments that no node of ours has; imported tables bring them.
  velocity,     // 0.01 m/s
  current,      // 0.1 A
  share,        // 0.1 %: humidity, oxygen
  traces,       // 1 ppm
  difference,   // 1 Pa: differential pressure
};

struct UnitFacts {
  std::string_view symbol;  // shown after the number, the same in both languages
  int decimals;             // digits after the point: value = raw / 10^decimals
};

// pressure is shown in kPa: 10 Pa steps are 2 decimals of kPa.
UnitFacts unitFacts(Unit unit);

struct Quantity {
  std::int32_t raw = 0;
  Unit unit = Unit::none;
  bool operator==(const Quantity&) const = default;
};

// "1.62" (no symbol) and "1.62 %CH4".
std::string numberText(Quantity quantity);
std::string quantityText(Quantity quantity);

}  // namespace firedamp
