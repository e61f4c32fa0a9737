// What must be true before power may come back. Each unmet permissive is one sentence with the
// tag, the actual and the required value. The node checks its own again (protocol/SPEC.md).
#pragma once

#include <vector>

#include "rules/picture.h"
#include "domain/phrase.h"

namespace firedamp {

class Rules;

std::vector<Phrase> unmetPermissives(const Picture& picture, const Rules& rules, RelayId relay,
                                     Instant at);

}  // namespace firedamp
