#include "rules/detectors.h"

#include <iterator>

#include "msn/codes.h"

namespace firedamp {

Detectors::Detectors(const Picture& picture)
    : picture_(picture),
      silent_(picture.site().points.size(),
              FaultTimer{picture.site().rules.silentLimitAfter, Duration{0}}),
      lostAt_(picture.site().nodes.size()),
      byNode_(picture.site().nodes.size()),
      deadlines_(picture.site().points.size()) {
  const auto& points = picture.site().points;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    byNode_[points[i].node.value].push_back(PointId{i});
  }
}

// Of a point with an alarm limit for methane.
bool Detectors::overInSilence(PointId point) const {
  const auto& sample = picture_.newest(point);
  const bool over = sample && sample->quality.usable() &&
                    sample->value >= *picture_.site().points[point.value].limits.alarm;
  constexpr std::uint16_t says = MSN_ST_ALARM | MSN_ST_CUTOFF;
  return over && (picture_.nodeOf(point).status & says) == 0;
}

void Detectors::judge(PointId point, Instant at, RuleNews& news) {
  const PointSite& site = picture_.site().points[point.value];
  if (site.kind != PointKind::methane || !site.limits.alarm) return;
  FaultTimer& timer = silent_[point.value];
  const bool before = timer.counts();
  timer.set(!overInSilence(point), at);
  tell(point, before, at, news);
}

void Detectors::tell(PointId point, bool before, Instant at, RuleNews& news) {
  const FaultTimer& timer = silent_[point.value];
  deadlines_.set(point.value, timer.deadline());
  if (before == timer.counts()) return;
  news.conditions.push_back(
      {{AlarmSource::Type::point, point.value}, AlarmKind::logic, timer.counts(), at});
}

void Detectors::accept(const Sample& sample, RuleNews& news) {
  if (!sample.fromEvent) judge(sample.point, sample.at, news);
}

bool Detectors::quiet(PointId point, QuietBand& band) const {
  const PointSite& site = picture_.site().points[point.value];
  if (site.kind != PointKind::methane || !site.limits.alarm) return true;
  // A node's event is not judged, but is the newest: then the next value begins or ends something.
  const FaultTimer& timer = silent_[point.value];
  if (timer.deadline() || timer.counts() != overInSilence(point)) return false;
  band.keepSide(picture_.newest(point)->value, *site.limits.alarm);
  return true;
}

void Detectors::accept(const NodeReport& report, RuleNews& news) {
  countLost(report, news);
  for (PointId point : byNode_[report.node.value]) judge(point, report.at, news);
}

void Detectors::countLost(const NodeReport& report, RuleNews& news) {
  std::optional<Instant>& lostAt = lostAt_[report.node.value];
  const bool lost = report.state == NodeState::lost;
  if (lost == lostAt.has_value()) return;
  if (lostAt) losses_.erase(losses_.find(*lostAt));
  lostAt = lost ? std::optional{report.at} : std::nullopt;
  if (lost) losses_.insert(report.at);
  const RuleNumbers& numbers = picture_.site().rules;
  const bool enough = losses_.size() >= numbers.lossCount;
  // Of the newest that would be enough, the oldest.
  const bool recently =
      enough && (numbers.lossCount == 0 || *std::next(losses_.rbegin(), numbers.lossCount - 1) >
                                               report.at - numbers.lossWindow);
  const bool many = manyLost_ ? enough : recently;
  if (many == manyLost_) return;
  manyLost_ = many;
  news.conditions.push_back({{AlarmSource::Type::system, 0}, AlarmKind::logic, many, report.at});
}

void Detectors::advance(Instant now, RuleNews& news) {
  while (const auto point = deadlines_.takeDue(now)) {
    const bool before = silent_[*point].counts();
    silent_[*point].advance(now);
    tell(PointId{*point}, before, now, news);
  }
}

}  // namespace firedamp
