#include "alarm/limit_watch.h"

#include <algorithm>

namespace firedamp {
namespace {

std::uint16_t saturatedMs(Duration span) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(ms, 0, UINT16_MAX));
}

}  // namespace

LimitWatch::LimitWatch(const LimitRule& rule) : rule_(rule) { fw_limit_init(&limit_); }

enum fw_band LimitWatch::bandOf(std::int32_t value) const {
  return rule_.high ? fw_band_high32(value, rule_.set, rule_.release)
                    : fw_band_low32(value, rule_.set, rule_.release);
}

bool LimitWatch::step(enum fw_band band, std::uint16_t elapsed_ms) {
  return fw_limit_step(&limit_, band, saturatedMs(rule_.onDelay), saturatedMs(rule_.offDelay),
                       elapsed_ms);
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
    const std::uint16_t elapsed_ms = saturatedMs(at - held_->steppedTo);
    // Fractions of a millisecond wait for the next step.
    const Instant whole = held_->steppedTo + std::chrono::milliseconds{elapsed_ms};
    if (elapsed_ms < UINT16_MAX) steppedTo = whole;
    if (step(held_->band, elapsed_ms)) note(held_->value);
  }
  const enum fw_band band = bandOf(value);
  if (step(band, 0)) note(value);
  held_ = Held{band, value, steppedTo};
  return result;
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
