#include "domain/update.h"

namespace firedamp {

Instant instantOf(const Update& update) {
  return std::visit([](const auto& value) { return value.at; }, update);
}

}  // namespace firedamp
