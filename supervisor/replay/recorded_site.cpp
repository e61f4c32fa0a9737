#include "replay/recorded_site.h"

#include "historian/journal_lines.h"
#include "site/site_reader.h"

namespace firedamp {

RecordedSite recordedSite(const std::filesystem::path& directory, const std::string& version) {
  const auto configuration = recordedConfiguration(directory, version);
  if (!configuration) {
    return {std::nullopt, Phrase{PHRASE("%1: the configuration of that time (%2) is not recorded"),
                                 {directory.string(), version}}};
  }
  SiteResult read = readSite(*configuration);
  if (read.site) return {std::move(read.site), std::nullopt};
  return {std::nullopt, Phrase{PHRASE("the configuration %1 is none for this version: %2"),
                               {version, faultText(read.faults.front())}}};
}

}  // namespace firedamp
