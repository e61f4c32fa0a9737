// Power of each area, as far as it is proven. An area is without power as soon as one of its relays
// is proven off: command, coil and contact. Tripped but still fed must never look like "off", and
// neither must a dead supply behind a relay that is switched on.
#pragma once

#include <vector>

#include "rules/picture.h"
#include "domain/update.h"

namespace firedamp {

class AreaWatch {
 public:
  explicit AreaWatch(const Picture& picture);

  // The areas of this relay whose power changed.
  std::vector<AreaReport> accept(const RelayReport& report);
  // All areas as they are.
  std::vector<AreaReport> all(Instant at) const;

 private:
  AreaReport::Power powerOf(const AreaSite& area) const;

  const Picture& picture_;
  std::vector<std::vector<std::uint32_t>> byRelay_;  // areas
  std::vector<AreaReport::Power> last_;
};

}  // namespace firedamp
