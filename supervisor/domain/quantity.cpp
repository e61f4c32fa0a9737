#include "domain/quantity.h"

#include <cstdlib>

namespace firedamp {

UnitFacts unitFacts(Unit unit) {
  switch (unit) {
    case Unit::methane: return {"%CH4", 2};
    case Unit::flow: return {"m³/min", 2};
    case Unit::volume: return {"m³", 1};
    case Unit::pressure: return {"kPa", 2};
    case Unit::temperature: return {"°C", 1};
    case Unit::voltage: return {"mV", 0};
    case Unit::velocity: return {"m/s", 2};
    case Unit::current: return {"A", 1};
    case Unit::share: return {"%", 1};
    case Unit::traces: return {"ppm", 0};
    case Unit::difference: return {"Pa", 0};
    case Unit::none: break;
  }
  return {"", 0};
}

std::string numberText(Quantity quantity) {
  const int decimals = unitFacts(quantity.unit).decimals;
  std::string digits = std::to_string(std::llabs(static_cast<long long>(quantity.raw)));
  if (decimals > 0) {
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return quantity.raw < 0 ? "-" + digits : digits;
}

std::string quantityText(Quantity quantity) {
  const UnitFacts facts = unitFacts(quantity.unit);
  std::string text = numberText(quantity);
  if (!facts.symbol.empty()) text.append(" ").append(facts.symbol);
  return text;
}

}  // namespace firedamp
