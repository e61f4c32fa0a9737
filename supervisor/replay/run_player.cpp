#include "replay/run_player.h"

#include <algorithm>
#include <utility>

namespace firedamp {

RunPlayer::RunPlayer(const std::filesystem::path& directory, const RecordedRun& run,
                     const Site& site, const KeyRing& keys, Checkpoints::Spacing spacing)
    : run_(run), inputs_(directory, run.id), engine_(site, keys), checkpoints_(spacing) {
  checkpoints_.keep({at_, 0, engine_.keep(), inputs_.place(), snapshot_});
}

bool RunPlayer::advance(Instant to, std::size_t inputsMax) {
  bool there = false;
  for (std::size_t played = 0; !there && played < inputsMax; ++played) {
    const EngineInput* input = inputs_.peek();
    there = input == nullptr || input->at > to;
    if (there) {
      engine_.advance(to);
      at_ = std::max(at_, to);
    } else {
      play(*input);
    }
    for (Update& update : engine_.take()) {
      snapshot_.apply(update);
      news_.push_back(std::move(update));
    }
  }
  return there;
}

// A checkpoint is of the place before an input: then all that came out is taken.
void RunPlayer::play(const EngineInput& input) {
  if (checkpoints_.due(at_, played_)) {
    checkpoints_.keep({at_, played_, engine_.keep(), inputs_.place(), snapshot_});
  }
  engine_.play(input);
  at_ = std::max(at_, input.at);
  inputs_.pop();
  ++played_;
}

bool RunPlayer::jump(Instant to) {
  const Checkpoint* kept = checkpoints_.before(to);
  if (kept == nullptr || (to >= at_ && kept->at <= at_)) return false;
  engine_.restore(kept->engine);
  inputs_.goTo(kept->next);
  snapshot_ = kept->snapshot;
  played_ = kept->played;
  at_ = kept->at;
  news_.clear();
  return true;
}

std::vector<Update> RunPlayer::take() { return std::exchange(news_, {}); }

Instant RunPlayer::until() { return std::max(run_.at, inputs_.newest().value_or(run_.until)); }

}  // namespace firedamp
