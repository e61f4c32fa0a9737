// The commands of firedamp-replay that run the engine over a recording.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "crypto/key_ring.h"
#include "domain/configuration.h"
#include "domain/time.h"
#include "historian/input_reader.h"
#include "replay/what_if.h"

namespace firedamp {

struct PlayOptions {
  std::filesystem::path directory;
  Instant from, until;
  double speed = 0;             // times real time; 0 = as fast as possible
  std::filesystem::path siteKey;
  std::string link;             // of `frames`
  std::vector<std::filesystem::path> whatIf;  // of `play`: files in place of those in force
  bool fromSamples = false;                   // of `play`
  std::filesystem::path site;                 // likewise: a site directory, for imported tables
  bool json = false, chinese = false;         // of what --what-if prints
};

// play --from-samples: what rules and alarms say of the stored samples, by the site in `options`,
// or else by the newest that is recorded; with --what-if, what another one would have changed.
int playSamples(const PlayOptions& options);

// Exit codes of the program.
int playRecording(const PlayOptions& options);     // prints what the engine says, as then
int compareRecording(const PlayOptions& options);  // says whether its journal is the live one
int printFrames(const PlayOptions& options);

// Says on standard error what of a run's recording could not be played.
void tellGaps(bool whole, std::uint64_t missing);

// The site with the files of --what-if in place of those of `configuration`, which made `site`;
// nothing after a complaint.
std::optional<Site> otherSite(const PlayOptions& options, Configuration configuration,
                              const Site& site);
void printWhatIf(const WhatIf& result, const Site& site, const PlayOptions& options);

// One line of JSON per run, or text: what the other files would have changed.
bool judgeOtherwise(const PlayOptions& options, const RecordedRun& run, const Site& site,
                    const KeyRing& keys);

}  // namespace firedamp
