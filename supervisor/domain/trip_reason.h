// Why a rule demanded a trip, as the record of the command has it: the tag behind it and, where
// it is not simply gas at its limit, what is wrong with it. Written and read in one place.
#pragma once

#include <cstdint>
#include <string>

#include "domain/command.h"
#include "domain/phrase.h"

namespace firedamp {

enum class TripReason : std::uint8_t { gas, fault, test, fanStopped, feedAbnormal };

// For Origin::reason of a trip by rule.
std::string reasonOf(TripReason reason, const std::string& tag);
// For people: a person's own words as they are, a rule's in the reader's language.
Phrase reasonText(const Origin& origin);

}  // namespace firedamp
