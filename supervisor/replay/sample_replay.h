// What quality, rules and alarms say of values alone, in the order of their instants: where what
// entered the engine is no longer kept, and for tables of somebody else. No bus, no node, no
// person: what only they tell is unknown, nothing is acknowledged, and a relay is only said to be
// tripped. Pure and deterministic; one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "series/chunk.h"

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
  // Takes those samples of the point, from number `first` of the piece on, that change nothing:
  // what take() gives is the same, now and later, as if each had been played at its instant. They
  // follow the newest sample of the point and may lie ahead of other points'. Says how many.
  std::size_t pass(PointId point, const Series& piece, std::size_t first);
  void advance(Instant to);
  // Everything but the samples themselves, in order.
  std::vector<SampleJudgement> take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
