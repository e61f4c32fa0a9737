#include "alarm/alarm_engine.h"

#include <algorithm>

#include "alarm/shelving.h"
#include "domain/area_tree.h"

namespace firedamp {
namespace {

using Type = AlarmSource::Type;

AlarmKey pointKey(PointId point, AlarmKind kind) { return {{Type::point, point.value}, kind}; }

constexpr std::uint16_t lostBits = Quality::commLost | Quality::stale;
constexpr std::uint16_t faultBits =
    Quality::sensorFault | Quality::overRange | Quality::underRange;

}  // namespace

AlarmEngine::AlarmEngine(const Site& site, AlarmsRestored restored, std::uint32_t lastAlarm,
                         Instant start)
    : site_(site),
      board_(site.alarms, lastAlarm),
      explanations_(site),
      nuisances_(site.alarms),
      grades_(site),
      flood_(site.alarms),
      dispositions_(site.alarms, std::move(restored.dispositions)),
      points_(site.points.size()) {
  for (const auto& area : areasOfPoints(site)) groups_.push_back(area ? area->value + 1 : 0);
  for (std::uint32_t i = 0; i < points_.size(); ++i) {
    for (const LimitRule& rule : limitRules(site.points[i].limits)) {
      points_[i].limits.emplace_back(rule);
    }
  }
  for (AlarmEvent& alarm : restored.standing) restore(std::move(alarm), start);
}

bool AlarmEngine::isOfThisSite(const AlarmEvent& alarm) const {
  if (!isOf(keyOf(alarm), site_)) return false;
  if (alarm.source.type != Type::point || !isLimit(alarm.kind)) return true;
  const auto& limits = points_[alarm.source.id].limits;
  return std::any_of(limits.begin(), limits.end(),
                     [&](const LimitWatch& watch) { return watch.rule().kind == alarm.kind; });
}

void AlarmEngine::restore(AlarmEvent standing, Instant at) {
  if (!isOfThisSite(standing)) return board_.drop(std::move(standing), at);
  const bool present = isInhibited(standing.state)
                           ? standing.active
                           : standing.state == AlarmState::unacknowledged ||
                                 standing.state == AlarmState::acknowledged;
  if (standing.source.type == Type::point && present) {
    for (LimitWatch& watch : points_[standing.source.id].limits) {
      if (watch.rule().kind == standing.kind) watch.restore();
    }
  }
  const std::uint32_t group = groupOf(standing.source);
  board_.restore(std::move(standing), group, at);
}

std::uint32_t AlarmEngine::groupOf(const AlarmSource& source) const {
  return source.type == Type::point && source.id < groups_.size() ? groups_[source.id] : 0;
}

Priority AlarmEngine::priorityOf(const AlarmKey& key, Quality quality) const {
  if (const auto& set = site_.alarms.of(key.kind).priority) return *set;
  if (key.kind == AlarmKind::linkDown) {  // as urgent as what it explains
    Priority worst = otherPriority(key.kind);
    for (const AlarmKey& effect : explanations_.effectsOf(key)) {
      worst = std::min(worst, priorityOf(effect));
    }
    return worst;
  }
  if (key.source.type != Type::point) return otherPriority(key.kind);
  return pointPriority(key.kind, site_.points[key.source.id].kind, quality);
}

Quantity AlarmEngine::quantity(PointId point, std::int32_t value) const {
  return {value, site_.points[point.value].unit};
}

void AlarmEngine::raiseLimit(PointId point, const LimitWatch& watch, Instant at,
                             std::int32_t value) {
  const AlarmKey key = pointKey(point, watch.rule().kind);
  board_.raise(key, at, {priorityOf(key), quantity(point, value),
                         quantity(point, watch.rule().set), groups_[point.value]});
}

void AlarmEngine::accept(const Sample& sample) {
  if (sample.point.value >= points_.size()) {
    ++counters_.unknownPoints;
    return;
  }
  PointWatch& point = points_[sample.point.value];
  if ((sample.quality.bits & Quality::stale) != 0) return notMeasured(sample);
  if (sample.fromEvent && (sample.quality.bits & Quality::timeUncertain) != 0) {
    ++counters_.timelessEvents;
    return;
  }
  if (point.newest && sample.at < *point.newest) return late(sample);
  point.newest = sample.at;
  sample.quality.usable() ? measured(sample) : notMeasured(sample);
}

void AlarmEngine::measured(const Sample& sample) {
  board_.clear(pointKey(sample.point, AlarmKind::noData), sample.at);
  board_.clear(pointKey(sample.point, AlarmKind::deviceFault), sample.at);
  for (LimitWatch& watch : points_[sample.point.value].limits) {
    const AlarmKey key = pointKey(sample.point, watch.rule().kind);
    for (const LimitFlips::Flip& flip : watch.accept(sample.at, sample.value)) {
      if (flip.active) {
        raiseLimit(sample.point, watch, sample.at, flip.value);
      } else {
        board_.clear(key, sample.at, quantity(sample.point, flip.value));
      }
    }
    const AlarmEvent* alarm = board_.find(key);
    if (watch.active() && alarm != nullptr && watch.worse(sample.value, alarm->peak.raw)) {
      board_.worsen(key, sample.at, quantity(sample.point, sample.value));
    }
    board_.refreshPeak(key, sample.at);
  }
}

void AlarmEngine::raiseQuality(const Sample& sample, AlarmKind kind) {
  const AlarmKey key = pointKey(sample.point, kind);
  board_.raise(key, sample.at, {priorityOf(key, sample.quality), {}, {}});
}

void AlarmEngine::notMeasured(const Sample& sample) {
  for (LimitWatch& watch : points_[sample.point.value].limits) watch.pause();
  const std::uint16_t bits = sample.quality.bits;
  if ((bits & lostBits) != 0) raiseQuality(sample, AlarmKind::noData);
  // A lost node's last quality word tells nothing about its sensor now.
  if ((bits & faultBits) != 0 && (bits & lostBits) == 0) {
    raiseQuality(sample, AlarmKind::deviceFault);
  }
}

void AlarmEngine::late(const Sample& sample) {
  ++counters_.lateSamples;
  if (!sample.fromEvent || !sample.quality.usable()) return;
  PointWatch& point = points_[sample.point.value];
  for (LimitWatch& watch : point.limits) {
    const AlarmKey key = pointKey(sample.point, watch.rule().kind);
    const LimitWatch::Excursion excursion = watch.late(sample.at, sample.value);
    if (excursion != LimitWatch::Excursion::none) {
      raiseLimit(sample.point, watch, sample.at, sample.value);
    }
    if (excursion == LimitWatch::Excursion::over) {
      board_.clear(key, point.newest.value_or(sample.at));
    }
    const AlarmEvent* alarm = board_.find(key);
    if (watch.active() && alarm != nullptr && watch.worse(sample.value, alarm->peak.raw)) {
      board_.worsen(key, sample.at, quantity(sample.point, sample.value));
    }
  }
}

bool AlarmEngine::quiet(PointId point, QuietBand& band) const {
  for (const AlarmKind kind : {AlarmKind::noData, AlarmKind::deviceFault}) {
    const AlarmEvent* alarm = board_.find(pointKey(point, kind));
    if (alarm != nullptr && alarm->active) return false;
  }
  for (const LimitWatch& watch : points_[point.value].limits) {
    const AlarmKey key = pointKey(point, watch.rule().kind);
    if (!watch.quiet(band) || board_.withholdsPeak(key)) return false;
    const AlarmEvent* alarm = board_.find(key);
    if (!watch.active() || alarm == nullptr) continue;
    watch.rule().high ? band.notAbove(alarm->peak.raw) : band.notBelow(alarm->peak.raw);
  }
  return points_[point.value].newest.has_value();
}

void AlarmEngine::set(AlarmKey key, bool present, Instant at, Quantity value, Quantity limit) {
  if (!isOf(key, site_)) return;
  present ? board_.raise(key, at, {priorityOf(key), value, limit, groupOf(key.source)})
          : board_.clear(key, at);
}

void AlarmEngine::accept(const NodeReport& report) {
  const bool aside =
      report.state == NodeState::quarantined || report.state == NodeState::incompatible;
  const bool alive = report.state == NodeState::running || report.state == NodeState::degraded;
  const auto tell = [&](AlarmKind kind, bool present, Quantity value = {}) {
    set({{Type::node, report.node.value}, kind}, present, report.at, value);
  };
  // What is wrong with the device is known while it is set aside and again when it runs.
  if (aside || report.state == NodeState::running) {
    const bool twice = report.finding == NodeFinding::duplicateAddress;
    const bool exchanged = report.finding == NodeFinding::otherSerial;
    tell(AlarmKind::duplicateAddress, aside && twice);
    tell(AlarmKind::exchangedDevice, aside && exchanged,
         {static_cast<std::int32_t>(report.identity.serial), Unit::none});
    tell(AlarmKind::nodeIdentity, aside && !twice && !exchanged);
  }
  if (!alive) return;
  tell(AlarmKind::scanSlow, report.scanSlow);
  if (report.config == ConfigState::unknown) return;
  tell(AlarmKind::configDrift, report.config == ConfigState::drifted,
       {static_cast<std::int32_t>(report.drift.size()), Unit::none});
}

void AlarmEngine::accept(const EventsLost& lost) {
  const AlarmKey key{{Type::node, lost.node.value}, AlarmKind::eventsLost};
  set(key, true, lost.at, {lost.count, Unit::none});
  set(key, false, lost.at);
}

void AlarmEngine::accept(const LinkReport& report) {
  if (report.state == LinkState::connecting) return;
  const AlarmSource link{Type::link, report.link.value};
  set({link, AlarmKind::linkDown}, report.state == LinkState::down, report.at);
  if (report.state != LinkState::up) return;
  set({link, AlarmKind::secondMaster}, report.secondMaster, report.at);
}

void AlarmEngine::accept(const HealthReport& report) {
  if (report.part == HealthReport::Part::engine) return;  // who would say it does not run
  const bool recorder = report.part == HealthReport::Part::recorder;
  set({{Type::system, 0}, recorder ? AlarmKind::recorder : AlarmKind::horn}, !report.ok,
      report.at);
}

void AlarmEngine::setCondition(AlarmKey key, bool present, Instant at, Quantity value,
                               Quantity limit) {
  set(key, present, at, value, limit);
}

void AlarmEngine::setRelay(RelayId relay, AlarmKind kind, bool present, Instant at) {
  set({{Type::relay, relay.value}, kind}, present, at);
}

bool AlarmEngine::limitActive(PointId point, AlarmKind kind) const {
  const auto& limits = points_.at(point.value).limits;
  return std::any_of(limits.begin(), limits.end(), [kind](const LimitWatch& watch) {
    return watch.rule().kind == kind && watch.active();
  });
}

}  // namespace firedamp
