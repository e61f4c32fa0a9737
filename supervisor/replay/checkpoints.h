// Places of a run that are kept, so that going back costs the way from the nearest one and not the
// way from the beginning. Bounded: the farther from where one stands, the wider apart they are, so
// that a way back of any length costs about the same share of it. Pure; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "historian/input_cursor.h"
#include "replay/engine_replay.h"
#include "replay/snapshot.h"

namespace firedamp {

struct Checkpoint {
  Instant at;               // of the newest input that was played
  std::uint64_t played = 0;  // inputs from the beginning of the run
  EngineReplay::Kept engine;
  InputCursor::Place next;  // input to go on with
  Snapshot snapshot;
};

class Checkpoints {
 public:
  // Design values: a checkpoint is a whole engine, in work and in memory.
  struct Spacing {
    std::uint64_t inputs = 5'000;
    Duration time = std::chrono::minutes{1};
    std::size_t most = 48;  // at least 3
  };
  explicit Checkpoints(Spacing spacing) : spacing_(spacing) {}

  // Whether one is worth keeping here; the beginning always is.
  bool due(Instant at, std::uint64_t played) const;
  void keep(Checkpoint checkpoint);
  // The newest that is not after `to`; null: there is none.
  const Checkpoint* before(Instant to) const;
  std::size_t count() const { return kept_.size(); }

 private:
  void thin(std::uint64_t standing);

  const Spacing spacing_;
  std::vector<Checkpoint> kept_;  // by `played`
};

}  // namespace firedamp
