// The files that make a site, as they were when an engine started with them: kept in the journal,
// so that whatever happened can be judged by what was in force then.
#pragma once

#include <string>
#include <vector>

#include "domain/time.h"

namespace firedamp {

struct ConfigurationFile {
  std::string name;  // relative to the site's directory, e.g. "rules/cn-2016.toml"
  std::string content;
  bool operator==(const ConfigurationFile&) const = default;
};

struct Configuration {
  std::string version;  // 16 hexadecimal digits of all names and contents; empty = unknown
  std::vector<ConfigurationFile> files;  // by name
  Instant at;                            // since when it is in force
};

}  // namespace firedamp
