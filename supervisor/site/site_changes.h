// What a staged site would change of the running one: every key of every file, and every limit as
// it acts on its point, whether its own, its class's or another class's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

struct SiteChange {
  std::string file;        // of the staged site; of the running one where a key is gone
  std::uint32_t line = 0;  // 0: not known
  std::string thing;       // "point CH4-01"; empty: the file's own key
  std::string key;         // "limits.alarm_pct"; of a limit as it acts: "trip limit"; empty: all
  std::string before, after;  // with units where the key has them; empty: not there
  bool loosens = false;    // makes the site less safe: a second person must approve
};

// Both directories must have been read without faults; blocking.
std::vector<SiteChange> keyChanges(const std::filesystem::path& running,
                                   const std::filesystem::path& staged);
// Points of both sites, by tag. `directory`: of the staged site, for file and line.
std::vector<SiteChange> limitChanges(const Site& running, const Site& staged,
                                     const std::filesystem::path& directory);

// Things that came, went or moved, each in a sentence. Empty: both have the same things under the
// same tags, so that everything that counts by index goes on, and the staged site can take over
// without a restart.
std::vector<Phrase> shapeChanges(const Site& running, const Site& staged);

}  // namespace firedamp
