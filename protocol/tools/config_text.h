// Registers of a CONFIG page by name: one "NAME = number" per line, names and raw units as in
// protocol/include/msn/regs.def, # begins a comment. What is not named stays as it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "msn/regs.h"

namespace firedamp {

using ConfigPage = std::array<std::uint16_t, MSN_LEN_CONFIG>;

// What is wrong in which line; nothing when all of it was taken over into `page`.
std::optional<std::string> applyConfigText(const std::string& text, std::uint8_t nodeClass,
                                           ConfigPage& page);

}  // namespace firedamp
