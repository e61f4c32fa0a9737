// The answer to a screen's what-if: the recorded run and the same run judged by other files, side
// by side from the run's beginning, and the difference as rows. Blocking.
#pragma once

#include <variant>

#include "crypto/key_ring.h"
#include "domain/phrase.h"
#include "domain/what_if_table.h"
#include "replay/what_if.h"

namespace firedamp {

std::variant<WhatIfTable, Phrase> whatIfTable(const WhatIfQuestion& question, const KeyRing& keys);
// Rows of a result.
WhatIfTable tableOf(const WhatIf& result);

}  // namespace firedamp
