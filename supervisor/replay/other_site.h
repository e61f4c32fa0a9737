// The site of a recorded run with other files in the place of its own: what a what-if judges by.
#pragma once

#include <filesystem>
#include <variant>
#include <vector>

#include "domain/configuration.h"
#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

// A file named like one of the site's takes its place, any other that of the rules in force.
// `recorded`: the site of that configuration. What comes back can be compared with it. Blocking.
std::variant<Site, Phrase> otherSite(Configuration configuration, const Site& recorded,
                                     const std::vector<std::filesystem::path>& files);

}  // namespace firedamp
