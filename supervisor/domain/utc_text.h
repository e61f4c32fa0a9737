// UTC as text for files and programs (ISO 8601). Times shown to people are local: timeOfDayText().
#pragma once

#include <optional>
#include <string>

#include "domain/time.h"

namespace firedamp {

// "2026-11-23T03:07:42.250Z"; decimals of the second: 0 to 6, cut off. Empty for Instant{}, which
// means unknown everywhere.
std::string utcText(Instant at, int decimals = 3);

// "2026-11-23", "2026-11-23 06:00", "2026-11-23T06:00:01.5Z": date, then a time of day to the
// minute or finer, then a Z or none. Nothing for any other text, a day or an hour that does not
// exist, and years before 1970. Digits finer than a microsecond are cut off.
std::optional<Instant> instantOfUtc(const std::string& text);

}  // namespace firedamp
