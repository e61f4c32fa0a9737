// What other limits would have done to a recorded run, for a screen. All values are plain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/alarm.h"

namespace firedamp {

struct WhatIfQuestion {
  std::string directory;           // of the recording, or a package
  std::int64_t run = 0;            // ReplayRun::id
  std::vector<std::string> files;  // in place of those of the site, or of the rules in force
  Instant from, to;                // of the run: what is told of it
  // Asked on the way with the share that is done, 0 to 1; false: give up.
  std::function<bool(double)> goOn;
};

struct WhatIfRow {
  enum class About : std::uint8_t { alarm, trip, chatter, load } about = About::alarm;
  AlarmKey condition;                          // of alarm and chatter
  RelayId relay;                               // of trip
  Phrase figure;                               // of load: which
  std::optional<Instant> recorded, other;      // of alarm and trip: when; absent: not at all
  double recordedCount = 0, otherCount = 0;    // of chatter: occurrences; of load: the figure
};

struct WhatIfTable {
  Instant from, to;
  std::vector<WhatIfRow> rows;     // trips, alarms, chatter, load
  std::size_t sameAlarms = 0;      // that would have come at the same instant
  std::uint64_t missing = 0;       // inputs that the recording has not
  bool givenUp = false;
};

}  // namespace firedamp
