// Silence is an event too: a point without a fresh value gets a sample with the same value, marked
// stale and stamped with the deadline that passed, not with the moment when a timer fired.
//
// Fresh are measurements, sensor faults (they have an alarm of their own) and calibration. Warm-up,
// settling and "no sample since reset" are an answer of the node but no value: the clock runs on.
#pragma once

#include <optional>
#include <vector>

#include "domain/deadlines.h"
#include "domain/quiet_band.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

class Staleness {
 public:
  // A point that never spoke is stale `staleAfter` after start. Keeps a reference to the site.
  Staleness(const Site& site, Instant start);

  void accept(const Sample& sample);
  void quiet(PointId point, QuietBand& band) const {
    band.silence = std::min(band.silence, site_.points[point.value].limits.staleAfter);
  }
  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  // Everything that became stale up to and including `now`, in time order; each once.
  std::vector<Sample> advance(Instant now);

 private:
  struct Freshness {
    Instant at;  // of the last fresh sample
    std::int32_t value = 0;
  };
  Instant deadlineOf(std::uint32_t point) const;

  const Site& site_;
  std::vector<Freshness> points_;
  Deadlines deadlines_;
};

}  // namespace firedamp
