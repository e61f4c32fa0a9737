// The commands of firedamp-replay that run the engine over a recording.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "domain/time.h"

namespace firedamp {

struct PlayOptions {
  std::filesystem::path directory;
  Instant from, until;
  double speed = 0;             // times real time; 0 = as fast as possible
  std::filesystem::path siteKey;
  std::string link;             // of `frames`
};

// Exit codes of the program.
int playRecording(const PlayOptions& options);     // prints what the engine says, as then
int compareRecording(const PlayOptions& options);  // says whether its journal is the live one
int printFrames(const PlayOptions& options);

}  // namespace firedamp
