// Values of the engine as JSON, for programs: control/PROTOCOL.md says what each field means.
// Sentences stay a template and its arguments, so that the reader's program can say them in the
// reader's language.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

using Json = nlohmann::ordered_json;

Json jsonOf(const Phrase& phrase);
Json jsonOf(const std::vector<Phrase>& phrases);
Json jsonOf(const Label& label);

// Of an update, with "is" naming its kind.
Json jsonOf(const Update& update, const Site& site);

}  // namespace firedamp
