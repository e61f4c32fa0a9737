#include "replay/run_player.h"

#include <algorithm>
#include <utility>

namespace firedamp {

RunPlayer::RunPlayer(const std::filesystem::path& directory, const RecordedRun& run,
                     const Site& site, const KeyRing& keys)
    : run_(run), site_(site), keys_(keys), inputs_(directory, run.id) {
  begin();
}

void RunPlayer::begin() {
  inputs_.rewind();
  engine_ = std::make_unique<EngineReplay>(site_, keys_);
  snapshot_ = {};
  news_.clear();
  at_ = Instant::min();
}

bool RunPlayer::advance(Instant to, std::size_t inputsMax) {
  bool there = false;
  for (std::size_t played = 0; !there && played < inputsMax; ++played) {
    const EngineInput* input = inputs_.peek();
    there = input == nullptr || input->at > to;
    if (there) {
      engine_->advance(to);
      at_ = std::max(at_, to);
    } else {
      engine_->play(*input);
      at_ = std::max(at_, input->at);
      inputs_.pop();
    }
    for (Update& update : engine_->take()) {
      snapshot_.apply(update);
      news_.push_back(std::move(update));
    }
  }
  return there;
}

bool RunPlayer::goBack(Instant to) {
  if (to >= at_) return false;
  begin();
  return true;
}

std::vector<Update> RunPlayer::take() { return std::exchange(news_, {}); }

Instant RunPlayer::until() { return std::max(run_.at, inputs_.newest().value_or(run_.until)); }

}  // namespace firedamp
