// A mine from its directory of TOML files (format: FORMAT.md), or every mistake in them at once.
// A site with a mistake is no site: there is no way to get a half-read one from here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/configuration.h"
#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

struct SiteFault {
  std::string file;          // relative to the site's directory, e.g. "rules/cn-2016.toml"
  std::uint32_t line = 0;    // from 1; 0: the file as a whole
  std::uint32_t column = 0;
  std::string key;           // dotted path, e.g. "point[2].limits.alarm_pct"; may be empty
  Phrase message;            // what was found and what was expected
};

// "points.toml:12:9: point[2].class: ..." in English, one line.
std::string faultText(const SiteFault& fault);

struct SiteResult {
  std::optional<Site> site;       // present exactly when `faults` is empty
  std::vector<SiteFault> faults;  // in order of file and line
  Configuration configuration;    // of the site: what was read
};

// Reads every file even when the first is broken. Blocking file access, no exceptions, no
// global state. A file may have at most 1 MiB.
SiteResult readSite(const std::filesystem::path& directory);
// A site as it was when its configuration was recorded.
SiteResult readSite(const Configuration& recorded);

// The text of links.toml for the links of `site`: what a simulator writes into its copy of a
// site's directory after it has chosen free ports. readSite() gives back the same links.
std::string linksToml(const Site& site);

}  // namespace firedamp
