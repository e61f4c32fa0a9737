// A Phrase in two texts of the database: its template, and its arguments apart by U+001F.
#pragma once

#include <string>

#include "domain/phrase.h"

namespace firedamp {

std::string joinedArguments(const Phrase& phrase);
Phrase phraseOf(const std::string& pattern, const std::string& joinedArguments);
// Phrase keeps its template as a static text; this makes one of a text that was read. Never freed,
// shared by all, bounded: beyond the bound it is "%1".
const char* interned(const std::string& text);

}  // namespace firedamp
