#include "quality/value_judge.h"

#include <algorithm>
#include <numeric>

namespace firedamp {

ValueJudge::ValueJudge(const Site& site, const std::vector<AlarmEvent>& standing)
    : site_(site), values_(site.points.size()) {
  for (const PointSite& point : site.points) {
    points_.push_back({FaultLatch{point, site.faultHold}, StuckWatch{point}, {}});
  }
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    const Plausibility& plausible = site.points[i].plausible;
    for (const PointId mate : plausible.mates) points_[mate.value].matesOf.push_back(i);
    if (plausible.twin) twins_.push_back({TwinWatch{PointId{i}, site.points[i]}, false});
  }
  for (const MassBalance& balance : site.balances) balances_.push_back({BalanceWatch{balance}});
  indexRelations();
  indexGroups();
  for (const AlarmEvent& alarm : standing) {
    const bool ofPoint = alarm.source.type == AlarmSource::Type::point &&
                         alarm.source.id < points_.size();
    if (!ofPoint) continue;
    Point& point = points_[alarm.source.id];
    switch (alarm.kind) {
      case AlarmKind::deviceFault: point.latch.restore(needsAcknowledge(alarm.state)); break;
      case AlarmKind::stuck: point.isStuck = true; break;
      case AlarmKind::rate: point.isFast = true; break;
      case AlarmKind::deviation: point.isOff = true; break;
      default: break;
    }
  }
}

void ValueJudge::indexRelations() {
  const auto add = [](std::vector<std::uint32_t>& list, std::uint32_t number) {
    if (list.empty() || list.back() != number) list.push_back(number);
  };
  for (std::uint32_t i = 0; i < twins_.size(); ++i) {
    add(points_[twins_[i].watch.point().value].twins, i);
    add(points_[twins_[i].watch.twin().value].twins, i);
  }
  for (std::uint32_t i = 0; i < balances_.size(); ++i) {
    const MassBalance& balance = site_.balances[i];
    const auto part = [&](const GasStation& station) {
      add(points_[station.gas.value].balances, i);
      add(points_[station.air.value].balances, i);
    };
    part(balance.out);
    for (const GasStation& station : balance.in) part(station);
  }
}

bool ValueJudge::asksMates(std::uint32_t point) const {
  const Plausibility& plausible = site_.points[point].plausible;
  return plausible.stuckAfter != Duration{0} && !plausible.mates.empty();
}

// Relations join groups of points, each at first alone.
void ValueJudge::indexGroups() {
  std::vector<std::uint32_t> leader(points_.size());
  std::iota(leader.begin(), leader.end(), 0u);
  const auto join = [&](PointId a, PointId b) {
    const std::uint32_t from = leader[a.value], to = leader[b.value];
    std::replace(leader.begin(), leader.end(), from, to);
  };
  for (std::uint32_t i = 0; i < points_.size(); ++i) {
    if (!asksMates(i)) continue;
    for (const PointId mate : site_.points[i].plausible.mates) join(PointId{i}, mate);
  }
  for (const Twin& twin : twins_) join(twin.watch.point(), twin.watch.twin());
  for (const MassBalance& balance : site_.balances) {
    join(balance.out.gas, balance.out.air);
    for (const GasStation& station : balance.in) {
      join(station.gas, balance.out.gas);
      join(station.air, balance.out.gas);
    }
  }
  groups_.resize(points_.size());
  for (std::uint32_t i = 0; i < points_.size(); ++i) {
    points_[i].group = leader[i];
    groups_[leader[i]].push_back(PointId{i});
  }
}

bool ValueJudge::quiet(PointId id, QuietBand& band) const {
  const Point& point = points_[id.value];
  if (point.isFast || !values_[id.value] || !point.latch.quiet(band)) return false;
  return std::all_of(point.twins.begin(), point.twins.end(),
                     [&](std::uint32_t twin) {
                       return twins_[twin].watch.quiet(values_, band) && !twins_[twin].off;
                     }) &&
         std::all_of(point.balances.begin(), point.balances.end(), [&](std::uint32_t balance) {
           return balances_[balance].watch.quiet(id, values_, band) && !balances_[balance].off;
         });
}

StuckWatch::Calm ValueJudge::calm(const SamplesAhead& ahead) const {
  const Point& point = points_[ahead.point.value];
  const Plausibility& plausible = site_.points[ahead.point.value].plausible;
  StuckWatch::Calm calm{ahead.size(), Instant::max()};
  if (plausible.stuckAfter != Duration{0}) calm = point.stuck.calm(ahead, point.isStuck);
  if (plausible.mostPerMinute) {
    calm.count = std::min(calm.count, point.rate.slow(ahead, *plausible.mostPerMinute));
  }
  return calm;
}

void ValueJudge::follow(std::span<const SamplesAhead> ahead) {
  for (const SamplesAhead& each : ahead) {
    if (each.size() == 0) continue;
    Point& point = points_[each.point.value];
    const Plausibility& plausible = site_.points[each.point.value].plausible;
    values_[each.point.value] = each.values.back();
    point.newest = fromMicroseconds(each.at_us.back());
    point.latch.follow();
    if (plausible.mostPerMinute) point.rate.follow(each);
    if (plausible.stuckAfter != Duration{0}) point.stuck.follow(each);
  }
  for (const SamplesAhead& each : ahead) {
    for (const std::uint32_t other : points_[each.point.value].matesOf) {
      points_[other].stuck.followMate(each, each.point.value > other);
    }
  }
}

std::optional<Instant> ValueJudge::goodSince(PointId point) const {
  if (point.value >= points_.size()) return std::nullopt;
  return points_[point.value].latch.goodSince();
}

Sample ValueJudge::accept(const Sample& sample) {
  if (sample.point.value >= points_.size()) return sample;
  Point& point = points_[sample.point.value];
  // A record of the past says nothing about now.
  if (sample.fromEvent && (sample.quality.bits & Quality::timeUncertain) != 0) return sample;
  const Sample judged = point.latch.accept(sample);
  if (sample.fromEvent || sample.at < point.newest) return judged;
  point.newest = sample.at;
  judged.quality.usable() ? measured(judged) : notMeasured(judged.point);
  return judged;
}

void ValueJudge::acknowledged(PointId point) {
  if (point.value < points_.size()) points_[point.value].latch.acknowledged();
}

void ValueJudge::measured(const Sample& sample) {
  Point& point = points_[sample.point.value];
  values_[sample.point.value] = sample.value;
  point.stuck.own(sample.at, sample.value);
  judgeStuck(sample.point, sample.at);
  for (const std::uint32_t other : point.matesOf) {
    points_[other].stuck.mate(sample.point, sample.value);
    judgeStuck(PointId{other}, sample.at);
  }
  judgeRate(sample);
  judgeRelations(sample.point, sample.at);
}

// What is found stays found: a value in doubt clears nothing.
void ValueJudge::notMeasured(PointId id) {
  Point& point = points_[id.value];
  values_[id.value].reset();
  point.stuck.pause();
  point.rate.pause();
  judgeRelations(id, point.newest);
}

Quantity ValueJudge::quantity(PointId point, std::int32_t value) const {
  return {value, site_.points[point.value].unit};
}

void ValueJudge::judgeStuck(PointId id, Instant at) {
  Point& point = points_[id.value];
  const auto& value = values_[id.value];
  if (!value || site_.points[id.value].plausible.stuckAfter == Duration{0}) return;
  const bool stuck = point.stuck.suspected(at);
  // Once found, only a value that moves clears it: suspected() forgets with its window.
  if (stuck == point.isStuck) return;
  point.isStuck = stuck;
  findings_.push_back({id, AlarmKind::stuck, stuck, at, quantity(id, *value), {}});
}

void ValueJudge::judgeRate(const Sample& sample) {
  const auto& most = site_.points[sample.point.value].plausible.mostPerMinute;
  if (!most) return;
  Point& point = points_[sample.point.value];
  const std::int32_t change = point.rate.accept(sample.at, sample.value);
  const bool fast = change > *most || change < -*most;
  if (fast == point.isFast) return;
  point.isFast = fast;
  findings_.push_back({sample.point, AlarmKind::rate, fast, sample.at,
                       quantity(sample.point, change), quantity(sample.point, *most)});
}

void ValueJudge::judgeRelations(PointId id, Instant at) {
  for (const std::uint32_t number : points_[id.value].twins) {
    Twin& twin = twins_[number];
    twin.off = twin.watch.judge(values_, at).value_or(twin.off);
    tellDeviation(twin.watch.point(), at);
  }
  for (const std::uint32_t number : points_[id.value].balances) {
    Balance& balance = balances_[number];
    balance.off = balance.watch.judge(values_, at).value_or(balance.off);
    tellDeviation(balance.watch.reportedAt(), at);
  }
}

// One alarm per point, whichever relation is broken.
void ValueJudge::tellDeviation(PointId id, Instant at) {
  PointFinding finding{id, AlarmKind::deviation, false, at, {}, {}};
  for (const std::uint32_t number : points_[id.value].twins) {
    const Twin& twin = twins_[number];
    if (twin.watch.point() != id || !twin.off) continue;
    finding.present = true;
    finding.value = quantity(id, values_[id.value].value_or(0));
    finding.limit = quantity(id, values_[twin.watch.twin().value].value_or(0));
  }
  for (const std::uint32_t number : points_[id.value].balances) {
    const Balance& balance = balances_[number];
    if (balance.watch.reportedAt() != id || !balance.off) continue;
    finding.present = true;
    finding.value = balance.watch.found();
    finding.limit = balance.watch.expected();
  }
  Point& point = points_[id.value];
  if (finding.present == point.isOff) return;
  point.isOff = finding.present;
  findings_.push_back(finding);
}

}  // namespace firedamp
