// The site as it was when a run of the engine was recorded.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

struct RecordedSite {
  std::optional<Site> site;     // present exactly when there is no fault
  std::optional<Phrase> fault;
};

// `version`: RecordedRun::configuration.
RecordedSite recordedSite(const std::filesystem::path& directory, const std::string& version);

}  // namespace firedamp
