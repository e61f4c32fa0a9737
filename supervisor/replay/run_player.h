// A run of a recording that can be driven: on to an instant, back to one. Where it stands, the
// engine is exactly what a straight run up to there is, over gaps too. Pure; one thread.
//
// On its way it keeps checkpoints: whole engines, from which it goes on as if it had never been
// anywhere else. So a jump costs the way from the nearest one.
#pragma once

#include <filesystem>
#include <vector>

#include "historian/input_cursor.h"
#include "historian/input_reader.h"
#include "replay/checkpoints.h"
#include "replay/engine_replay.h"
#include "replay/snapshot.h"

namespace firedamp {

class RunPlayer {
 public:
  // `site`: the one in force then; must outlive it. Stands before the first input.
  RunPlayer(const std::filesystem::path& directory, const RecordedRun& run, const Site& site,
            const KeyRing& keys = {}, Checkpoints::Spacing spacing = {});

  // Everything up to and including `to`, but at most `inputsMax` inputs. True: it stands at `to`.
  // Never goes back.
  bool advance(Instant to, std::size_t inputsMax = SIZE_MAX);
  // To the newest place not after `to` from which it can go on; false: that is where it stands.
  // Back, and also forth, where it has been before.
  bool jump(Instant to);

  Instant at() const { return at_; }
  // What came out since the last call, in order; empty after jump().
  std::vector<Update> take();
  std::vector<Update> snapshot() const { return snapshot_.updates(); }

  Instant until();  // of the newest input, as far as it is recorded by now
  std::uint64_t missing() const { return engine_.missing(); }
  std::uint64_t beginningLost() const { return engine_.beginningLost(); }
  bool damaged() const { return inputs_.damaged(); }
  std::size_t checkpoints() const { return checkpoints_.count(); }

 private:
  void play(const EngineInput& input);

  const RecordedRun run_;
  InputCursor inputs_;
  EngineReplay engine_;
  Checkpoints checkpoints_;
  std::uint64_t played_ = 0;
  Snapshot snapshot_;
  std::vector<Update> news_;
  Instant at_ = Instant::min();
};

}  // namespace firedamp
