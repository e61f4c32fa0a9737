#include "alarm/limit_watch.h"

#include <algorithm>

namespace firedamp {
namespace {

constexpr Duration millisecond = std::chrono::milliseconds{1};

// The shortest tick of whole milliseconds in which the delay fits into 16 bits.
Duration tickFor(Duration delay) {
  const Duration span = millisecond * UINT16_MAX;
  const auto milliseconds = (std::max(delay, Duration{0}) + span - Duration{1}) / span;
  return millisecond * std::max<std::int64_t>(milliseconds, 1);
}

}  // namespace

LimitWatch::LimitWatch(const LimitRule& rule)
    : rule_(rule),
      tick_(tickFor(std::max(rule.onDelay, rule.offDelay))),
      onTicks_(ticks(rule.onDelay + tick_ - Duration{1})),
      offTicks_(ticks(rule.offDelay + tick_ - Duration{1})) {
  fw_limit_init(&limit_);
}

std::uint16_t LimitWatch::ticks(Duration span) const {
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(span / tick_, 0, UINT16_MAX));
}

enum fw_band LimitWatch::bandOf(std::int32_t value) const {
  return rule_.high ? fw_band_high32(value, rule_.set, rule_.release)
                    : fw_band_low32(value, rule_.set, rule_.release);
}

bool LimitWatch::step(enum fw_band band, std::uint16_t elapsed_ticks) {
  return fw_limit_step(&limit_, band, onTicks_, offTicks_, elapsed_ticks);
}

LimitFlips LimitWatch::accept(Instant at, std::int32_t value) {
  LimitFlips result;
  const auto note = [&](std::int32_t cause) {
    result.flips[result.count++] = {limit_.active, cause};
    if (limit_.active) explainedAfter_ = held_ ? held_->steppedTo : at - Duration{1};
    explainedUntil_ = at;
  };
  Instant steppedTo = at;
  if (held_) {
    // Fractions of a tick wait for the next step.
    steppedTo = held_->steppedTo + (at - held_->steppedTo) / tick_ * tick_;
    if (step(held_->band, ticks(at - held_->steppedTo))) note(held_->value);
  }
  const enum fw_band band = bandOf(value);
  if (step(band, 0)) note(value);
  held_ = Held{band, value, steppedTo};
  return result;
}

bool LimitWatch::quiet(QuietBand& band) const {
  if (!held_ || held_->band == changing() || limit_.budget_ms != 0) return false;
  if (rule_.high) {
    limit_.active ? band.notBelow(std::min(rule_.release, rule_.set))
                  : band.notAbove(rule_.set - (rule_.set > INT32_MIN));
  } else {
    limit_.active ? band.notAbove(std::max(rule_.release, rule_.set))
                  : band.notBelow(rule_.set + (rule_.set < INT32_MAX));
  }
  return true;
}

LimitWatch::Excursion LimitWatch::late(Instant at, std::int32_t value) {
  const bool explained = at > explainedAfter_ && at <= explainedUntil_;
  if (limit_.active || explained || bandOf(value) != FW_BAND_SET) return Excursion::none;
  const bool released = held_ && held_->band == FW_BAND_RELEASE;
  limit_.active = !released;
  limit_.budget_ms = 0;
  explainedAfter_ = at - Duration{1};
  explainedUntil_ = held_ ? held_->steppedTo : at;
  return released ? Excursion::over : Excursion::standing;
}

}  // namespace firedamp
