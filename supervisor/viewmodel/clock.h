// Where a screen gets the time from: the engine's own time line, handed in by the program.
#pragma once

#include <functional>

#include "domain/time.h"

namespace firedamp {

using Clock = std::function<Instant()>;

}  // namespace firedamp
