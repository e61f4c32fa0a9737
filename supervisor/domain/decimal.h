// Decimal text to a scaled integer, exactly: no floating point on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firedamp {

// "1.3" with two decimals -> 130. Further digits round half away from zero ("1.305" -> 131,
// "-0.005" -> -1). Nothing for anything but [+-]digits[.digits], or beyond +-2e9 after scaling.
std::optional<std::int64_t> scaledDecimal(std::string_view text, int decimals);

}  // namespace firedamp
