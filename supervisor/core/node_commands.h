// Commands to a node as a whole: which secured function a kind is.
#pragma once

#include <cstdint>

#include "domain/command.h"

namespace firedamp {

// msn_sec_fn; 0 for the commands of relays.
std::uint8_t functionOf(CommandKind kind);

}  // namespace firedamp
