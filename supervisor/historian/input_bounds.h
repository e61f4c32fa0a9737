// How much of what entered the engine is kept: the newest of it, in a ring.
#pragma once

#include <cstdint>

#include "domain/time.h"

namespace firedamp {

struct InputBounds {
  // A link at 64 nodes with a page of 80 bytes per second each fills 0.5 GB a day.
  std::int64_t bytesMax = std::int64_t{4} << 30;
  Duration keptFor = std::chrono::hours{24 * 14};
};

}  // namespace firedamp
