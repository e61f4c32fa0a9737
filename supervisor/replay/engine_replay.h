// The engine over a recording: the same sessions, rules, alarms and commands, fed with what entered
// the live one. There is no link here and none below: what the Core would send goes nowhere.
// Pure and deterministic; time is that of the recording.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/core.h"
#include "link/engine_input.h"

namespace firedamp {

class EngineReplay {
 public:
  // `site`: the one in force then, or another one to see what it would have done; must outlive us.
  // `keys`: with other keys than the live engine's, proofs of commands come out differently.
  explicit EngineReplay(const Site& site, const KeyRing& keys = {});

  // The next input of a run. Before the first EngineStarted (its recording is gone) the engine
  // starts with nothing known.
  void play(const EngineInput& input);
  // Deadlines up to `to`, where no input comes.
  void advance(Instant to);
  std::optional<Instant> nextDeadline() const;
  // All that it knows, to be made of it again as often as wanted: only by this very replay, and
  // when nothing is to be taken.
  struct Kept;
  Kept keep() const;
  void restore(const Kept& kept);
  // What has come out since the last call, in order.
  std::vector<Update> take();

  Instant now() const { return now_; }
  // Inputs that the live engine had and the recording has not.
  std::uint64_t missing() const { return missing_; }
  // Those of them that came before the first one played: their recording is gone, and the engine
  // knew nothing when it began.
  std::uint64_t beginningLost() const { return beginningLost_; }
  bool stopped() const { return stopped_; }  // the live engine was, and not killed

 private:
  void begin(const EngineStarted& started, Instant at);
  void collect();

  const Site& site_;
  const KeyRing keys_;
  std::shared_ptr<Core> core_;  // what is kept of it refers to it
  std::vector<Update> updates_;
  Instant now_;
  std::uint64_t number_ = 0, missing_ = 0, beginningLost_ = 0;
  bool stopped_ = false;
};

struct EngineReplay::Kept {
  std::shared_ptr<Core> core;  // null: before the first input
  Core::Kept state;
  Instant now;
  std::uint64_t number = 0, missing = 0, beginningLost = 0;
  bool stopped = false;
};

}  // namespace firedamp
