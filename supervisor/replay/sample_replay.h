// What quality, rules and alarms say of values alone, in the order of their instants: where what
// entered the engine is no longer kept, and for tables of somebody else. No bus, no node, no
// person: what only they tell is unknown, nothing is acknowledged, and a relay is only said to be
// tripped. Pure and deterministic; one thread.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/quiet_band.h"
#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

// A rule demands that the relay be off: since `at`, or no longer.
struct TripDemanded {
  RelayId relay;
  Instant at;
  bool begun = true;
  std::string cause = {};  // tag, and what is wrong with it
};

using SampleJudgement = std::variant<Update, TripDemanded>;

class SampleReplay {
 public:
  // Keeps a reference to `site`. Silence counts from `start`.
  SampleReplay(const Site& site, Instant start);
  ~SampleReplay();

  // Not older than the one before; deadlines up to it come first.
  void play(const Sample& sample);
  // See SkipSamples: those that change nothing. What take() gives is the same, now and later, as if
  // each of them had been played at its instant.
  std::span<const PointId> together(PointId point) const;
  bool pass(std::span<SamplesAhead> ahead);
  void advance(Instant to);
  // Everything but the samples themselves, in order.
  std::vector<SampleJudgement> take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
