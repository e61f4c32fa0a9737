#include "rules/interlock_input.h"

#include <algorithm>

#include "msn/codes.h"

namespace firedamp {
namespace {

LimitRule ruleOf(const PointSite& point, const std::optional<StageLimit>& stage) {
  if (stage) return {AlarmKind::highHigh, true, stage->trip, stage->release, {}, {}};
  const Limits& limits = point.limits;
  return {AlarmKind::highHigh, true, limits.trip.value_or(INT32_MAX), limits.tripRelease,
          limits.onDelay, limits.offDelay};
}

}  // namespace

InterlockInput::InterlockInput(const PointSite& point, const std::optional<StageLimit>& stage,
                               const RuleNumbers& numbers)
    : watch_(ruleOf(point, stage)),
      fault_(numbers.faultDelay, numbers.faultHold),
      causeHold_(numbers.causeHold),
      ownLimit_(!stage),
      methane_(point.kind == PointKind::methane) {}

void InterlockInput::demand(Instant toldOf, Instant now) {
  reading_ = toldOf;
  holdUntil_ = now + causeHold_;
}

void InterlockInput::accept(const Sample& sample, Instant now,
                            std::optional<Instant> goodSince) {
  const bool history = (sample.quality.bits & Quality::timeUncertain) != 0 ||
                       now - sample.at > causeHold_;
  if (sample.fromEvent && history) return;
  if (newest_ && sample.at < *newest_) {
    if (!sample.fromEvent || !sample.quality.usable()) return;
    const auto excursion = watch_.late(sample.at, sample.value);
    if (excursion != LimitWatch::Excursion::none) demand(sample.at, now);
    return;
  }
  if ((sample.quality.bits & Quality::stale) == 0) newest_ = sample.at;
  live(sample, now, std::min(goodSince.value_or(sample.at), sample.at));
}

void InterlockInput::live(const Sample& sample, Instant now, Instant goodSince) {
  valueFaulty_ = !sample.quality.usable();
  judge(valueFaulty_ ? sample.at : goodSince, sample.at);
  if (!valueFaulty_) {
    for (const LimitFlips::Flip& flip : watch_.accept(sample.at, sample.value)) {
      if (flip.active) demand(sample.at, now);
    }
    return;
  }
  watch_.pause();
  // It may be standing in very high gas. A lost node's last quality word tells nothing of now.
  constexpr std::uint16_t lost = Quality::commLost | Quality::stale;
  const bool over = (sample.quality.bits & Quality::overRange) != 0 &&
                    (sample.quality.bits & lost) == 0;
  if (!methane_ || !over || watch_.active()) return;
  watch_.restore();
  demand(sample.at, now);
}

// Before the first word the point is neither: staleness speaks for it at its deadline.
void InterlockInput::judge(Instant since, Instant at) {
  if (unhealthy() || newest_) fault_.set(!unhealthy(), since, at);
}

void InterlockInput::accept(const NodeReport& report) {
  nodeFaulty_ = report.state == NodeState::lost || report.state == NodeState::quarantined ||
                report.state == NodeState::incompatible;
  judge(report.at, report.at);
  const bool cutOff = methane_ && ownLimit_ && (report.status & MSN_ST_CUTOFF) != 0;
  if (cutOff && !cutOff_) reading_ = report.at;
  cutOff_ = cutOff;
}

void InterlockInput::cutOff(Instant toldOf, Instant now) {
  if (!methane_ || !ownLimit_ || now - toldOf > causeHold_) return;
  demand(toldOf, now);
}

std::optional<Instant> InterlockInput::nextDeadline(Instant now) const {
  std::optional<Instant> next = fault_.deadline();
  if (holdUntil_ > now && (!next || holdUntil_ < *next)) next = holdUntil_;
  return next;
}

}  // namespace firedamp
