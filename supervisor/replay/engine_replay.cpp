#include "replay/engine_replay.h"

#include <algorithm>
#include <utility>

namespace firedamp {

EngineReplay::EngineReplay(const Site& site, const KeyRing& keys) : site_(site), keys_(keys) {}

void EngineReplay::begin(const EngineStarted& started, Instant at) {
  core_ = std::make_shared<Core>(site_, started.restored, at, keys_);
  now_ = at;
}

void EngineReplay::play(const EngineInput& input) {
  if (input.number > number_) missing_ += input.number - number_ - 1;
  number_ = input.number;
  if (const auto* started = std::get_if<EngineStarted>(&input.what)) {
    begin(*started, input.at);
    return collect();
  }
  if (!core_) {
    beginningLost_ = missing_;
    begin({}, input.at);
  }
  advance(input.at);
  if (const auto* wire = std::get_if<WireEvent>(&input.what)) core_->accept(*wire);
  if (const auto* asked = std::get_if<Request>(&input.what)) core_->accept(*asked, input.at);
  if (const auto* stored = std::get_if<StoredEvent>(&input.what)) core_->accept(*stored);
  if (const auto* health = std::get_if<HealthReport>(&input.what)) core_->accept(*health);
  if (std::holds_alternative<EngineStopped>(input.what)) stopped_ = true;
  collect();
}

void EngineReplay::advance(Instant to) {
  if (!core_) return;
  core_->advance(to);
  now_ = std::max(now_, to);
  collect();
}

std::optional<Instant> EngineReplay::nextDeadline() const {
  return core_ ? core_->nextDeadline() : std::nullopt;
}

EngineReplay::Kept EngineReplay::keep() const {
  return {core_, core_ ? core_->keep() : nullptr, now_, number_, missing_, beginningLost_,
          stopped_};
}

void EngineReplay::restore(const Kept& kept) {
  core_ = kept.core;
  if (core_) core_->restore(kept.state);
  now_ = kept.now;
  number_ = kept.number;
  missing_ = kept.missing;
  beginningLost_ = kept.beginningLost;
  stopped_ = kept.stopped;
  updates_.clear();
}

std::vector<Update> EngineReplay::take() { return std::exchange(updates_, {}); }

// Requests to the line and to dial anew end here.
void EngineReplay::collect() {
  for (CoreOutput& output : core_->take()) {
    if (auto* update = std::get_if<Update>(&output)) updates_.push_back(std::move(*update));
  }
}

}  // namespace firedamp
