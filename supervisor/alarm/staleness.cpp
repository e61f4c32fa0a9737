#include "alarm/staleness.h"

namespace firedamp {

Staleness::Staleness(const Site& site, Instant start)
    : site_(site), points_(site.points.size(), Freshness{start}), deadlines_(site.points.size()) {
  for (std::uint32_t point = 0; point < points_.size(); ++point) {
    deadlines_.set(point, deadlineOf(point));
  }
}

Instant Staleness::deadlineOf(std::uint32_t point) const {
  return points_[point].at + site_.points[point].limits.staleAfter;
}

void Staleness::accept(const Sample& sample) {
  constexpr std::uint16_t lost = Quality::commLost | Quality::stale;
  constexpr std::uint16_t noValue = Quality::restart | Quality::warmUp | Quality::settling;
  const std::uint32_t point = sample.point.value;
  if (point >= points_.size()) return;
  Freshness& fresh = points_[point];
  const std::uint16_t bits = sample.quality.bits;
  // Stamped with its arrival, whenever it was: tells nothing about now.
  if (sample.fromEvent && (bits & Quality::timeUncertain) != 0) return;
  if ((bits & noValue) != 0 && (bits & lost) == 0) return;
  if ((bits & lost) == 0 && sample.at <= fresh.at) return;
  if ((bits & lost) != 0) return deadlines_.set(point, std::nullopt);  // known to be lost
  fresh.at = sample.at;
  fresh.value = sample.value;
  deadlines_.set(point, deadlineOf(point));
}

std::vector<Sample> Staleness::advance(Instant now) {
  std::vector<Sample> stale;
  while (const auto point = deadlines_.takeDue(now)) {
    const Instant at = deadlineOf(*point);
    stale.push_back({PointId{*point}, at, points_[*point].value, Quality{Quality::stale}, false});
  }
  return stale;
}

}  // namespace firedamp
