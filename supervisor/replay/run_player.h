// A run of a recording that can be driven: on to an instant, back to one. Where it stands, the
// engine is exactly what a straight run up to there is, over gaps too. Pure; one thread.
//
// Going back means starting again: what the engine knows of the bus, the rules and the alarms is
// one state, and the beginning of the run is the one place from which it can be resumed exactly.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "historian/input_cursor.h"
#include "historian/input_reader.h"
#include "replay/engine_replay.h"
#include "replay/snapshot.h"

namespace firedamp {

class RunPlayer {
 public:
  // `site`: the one in force then; must outlive it. Stands before the first input.
  RunPlayer(const std::filesystem::path& directory, const RecordedRun& run, const Site& site,
            const KeyRing& keys = {});

  // Everything up to and including `to`, but at most `inputsMax` inputs. True: it stands at `to`.
  // Never goes back.
  bool advance(Instant to, std::size_t inputsMax = SIZE_MAX);
  // To the newest place not after `to` from which it can go on; false: that is where it stands.
  bool goBack(Instant to);

  Instant at() const { return at_; }
  // What came out since the last call, in order; empty after goBack().
  std::vector<Update> take();
  std::vector<Update> snapshot() const { return snapshot_.updates(); }

  Instant until();  // of the newest input, as far as it is recorded by now
  std::uint64_t missing() const { return engine_->missing(); }
  std::uint64_t beginningLost() const { return engine_->beginningLost(); }
  bool damaged() const { return inputs_.damaged(); }

 private:
  void begin();

  const RecordedRun run_;
  const Site& site_;
  const KeyRing keys_;
  InputCursor inputs_;
  std::unique_ptr<EngineReplay> engine_;
  Snapshot snapshot_;
  std::vector<Update> news_;
  Instant at_;
};

}  // namespace firedamp
