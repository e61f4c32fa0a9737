// The engine's answer in lines for people.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "ctl/words.h"

namespace firedamp {

using Json = nlohmann::ordered_json;

// What the verb's answer says; the refusal, if it is one. Ends with a line break, or is empty.
std::string say(const std::string& verb, const Json& answer, const Words& words);

// For scripts: 0 done, 1 refused, 2 not understood, 4 not carried out or not proven.
int exitCodeOf(const Json& answer);

}  // namespace firedamp
