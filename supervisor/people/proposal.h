// What one person wants and a second one must approve: a bypass, or a configuration that makes the
// mine less safe.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "domain/command.h"
#include "domain/phrase.h"
#include "domain/update.h"

namespace firedamp {

// A site in a directory of its own, to take the place of the running one.
struct StagedSite {
  std::string directory;  // its own copy: what is approved is what was proposed
  std::string version;    // of its files
  std::string replaces;   // version of the site that it was compared with
};

struct Proposal {
  std::uint32_t number = 0;
  Origin origin;  // who asks and why; signed by the gate
  std::string name;
  Phrase what;
  Instant until;  // then it is void
  std::variant<Request, StagedSite> content;
};

}  // namespace firedamp
