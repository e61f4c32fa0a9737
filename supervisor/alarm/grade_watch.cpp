#include "alarm/grade_watch.h"

#include <algorithm>

#include "domain/area_tree.h"

namespace firedamp {
namespace {

bool isUsed(const GradeRule& rule) {
  return rule.value > 0 || rule.lasting > Duration{0} || rule.points > 0;
}

}  // namespace

GradeWatch::GradeWatch(const Site& site) : site_(site) {
  const auto& grades = site.alarms.grades;
  used_ = std::any_of(grades.begin(), grades.end(), isUsed);
  if (used_) areas_ = areasOfPoints(site);
}

std::uint8_t GradeWatch::levelOf(const Over& over, std::size_t pointsOfArea, Instant at) const {
  const auto& grades = site_.alarms.grades;
  for (std::size_t level = grades.size(); level > 0; --level) {
    const GradeRule& rule = grades[level - 1];
    const bool value = rule.value > 0 && over.peak >= rule.value;
    const bool lasting = rule.lasting > Duration{0} && at - over.since >= rule.lasting;
    const bool points = rule.points > 0 && pointsOfArea >= rule.points;
    if (value || lasting || points) return static_cast<std::uint8_t>(level);
  }
  return 0;
}

std::size_t GradeWatch::pointsOver(std::uint32_t point) const {
  if (!areas_[point]) return 1;
  const auto found = overOfArea_.find(*areas_[point]);
  return found == overOfArea_.end() ? 0 : found->second.size();
}

void GradeWatch::setDue(std::uint32_t point, Over& over, std::optional<Instant> due) {
  if (over.due) deadlines_.erase({*over.due, point});
  over.due = due;
  if (due) deadlines_.insert({*due, point});
}

std::optional<Instant> GradeWatch::dueAfter(const Over& over) const {
  std::optional<Instant> next;
  for (std::size_t level = over.grade; level < site_.alarms.grades.size(); ++level) {
    const Duration lasting = site_.alarms.grades[level].lasting;
    if (lasting == Duration{0}) continue;
    const Instant at = over.since + lasting;
    if (!next || at < *next) next = at;
  }
  return next;
}

void GradeWatch::look(std::uint32_t point, Instant at) {
  Over& over = over_.at(point);
  const std::uint8_t level = levelOf(over, pointsOver(point), at);
  if (level > over.grade) {
    over.grade = level;
    out_.push_back({{{AlarmSource::Type::point, point}, AlarmKind::high}, level, at});
  }
  setDue(point, over, dueAfter(over));
}

void GradeWatch::lookAround(std::uint32_t point, Instant at) {
  if (!areas_[point]) return look(point, at);
  for (const std::uint32_t near : overOfArea_.at(*areas_[point])) look(near, at);
}

void GradeWatch::end(std::uint32_t point) {
  const auto found = over_.find(point);
  if (found == over_.end()) return;
  setDue(point, found->second, std::nullopt);
  if (areas_[point]) overOfArea_.at(*areas_[point]).erase(point);
  over_.erase(found);
}

void GradeWatch::accept(const AlarmEvent& event) {
  if (!used_ || event.kind != AlarmKind::high) return;
  const std::uint32_t point = event.source.id;
  if (point >= site_.points.size() || site_.points[point].kind != PointKind::methane) return;
  if (!event.active) return end(point);
  const auto [entry, isNew] = over_.try_emplace(point);
  Over& over = entry->second;
  if (isNew) {
    over.since = event.raisedAt;
    over.grade = event.grade;
    if (areas_[point]) overOfArea_[*areas_[point]].insert(point);
  }
  over.peak = isNew ? event.peak.raw : std::max(over.peak, event.peak.raw);
  isNew ? lookAround(point, event.at) : look(point, event.at);
}

void GradeWatch::advance(Instant now) {
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const auto [at, point] = *deadlines_.begin();
    setDue(point, over_.at(point), std::nullopt);
    look(point, at);
  }
}

}  // namespace firedamp
