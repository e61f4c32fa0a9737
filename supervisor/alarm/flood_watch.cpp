#include "alarm/flood_watch.h"

#include <algorithm>

namespace firedamp {
namespace {

// Only the newest few decide; the rest is for the figure that is told.
constexpr std::size_t remembered = 10'000;

}  // namespace

void FloodWatch::tell(bool on, Instant at) {
  on_ = on;
  out_.push_back({on, at, static_cast<std::uint32_t>(annunciated_.size())});
}

void FloodWatch::forgetUntil(Instant now) {
  while (!annunciated_.empty() && annunciated_.front() + policy_.floodWindow <= now) {
    annunciated_.pop_front();
  }
}

void FloodWatch::accept(const AlarmEvent& event) {
  if (!isAnnunciation(event)) return;
  // An alarm of the past, told late, calls upon the operator now.
  const Instant at =
      annunciated_.empty() ? event.at : std::max(event.at, annunciated_.back());
  advance(at);
  forgetUntil(at);
  annunciated_.push_back(at);
  if (annunciated_.size() > remembered) annunciated_.pop_front();
  if (!on_ && annunciated_.size() > policy_.floodStart) tell(true, at);
}

std::optional<Instant> FloodWatch::nextDeadline() const {
  if (!on_) return std::nullopt;
  const std::size_t count = annunciated_.size();
  // The one whose going leaves fewer than floodEnd.
  const std::size_t last = count >= policy_.floodEnd ? count - policy_.floodEnd : 0;
  return annunciated_.at(last) + policy_.floodWindow;
}

void FloodWatch::advance(Instant now) {
  const auto end = nextDeadline();
  if (!end || *end > now) return;
  forgetUntil(*end);
  tell(false, *end);
}

}  // namespace firedamp
