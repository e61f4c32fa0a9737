#include "alarm/alarm_board.h"

#include <algorithm>

namespace firedamp {
namespace {

constexpr bool isActiveState(AlarmState state) {
  return state == AlarmState::unacknowledged || state == AlarmState::acknowledged;
}

}  // namespace

AlarmBoard::Condition* AlarmBoard::conditionOf(AlarmKey key) {
  const auto found = conditions_.find(key);
  return found == conditions_.end() ? nullptr : &found->second;
}

AlarmBoard::Condition* AlarmBoard::conditionOf(AlarmId alarm) {
  const auto found = numbers_.find(alarm);
  return found == numbers_.end() ? nullptr : conditionOf(found->second);
}

AlarmBoard::Condition& AlarmBoard::made(AlarmKey key) {
  Condition& condition = conditions_[key];
  condition.now.source = key.source;
  condition.now.kind = key.kind;
  return condition;
}

const AlarmEvent* AlarmBoard::find(AlarmKey key) const {
  const auto found = conditions_.find(key);
  return found == conditions_.end() ? nullptr : &found->second.now;
}

const AlarmEvent* AlarmBoard::find(AlarmId alarm) const {
  const auto found = numbers_.find(alarm);
  return found == numbers_.end() ? nullptr : find(found->second);
}

void AlarmBoard::report(Condition& condition, AlarmChange change, Instant at) {
  condition.now.change = change;
  condition.now.at = at;
  condition.sayPeakFrom.reset();
  out_.push_back(condition.now);
  if (condition.now.state == AlarmState::normal) numbers_.erase(condition.now.id);
}

void AlarmBoard::setAudible(Condition& condition, bool audible) {
  if (condition.now.audible == audible) return;
  condition.now.audible = audible;
  audible ? ++audible_ : --audible_;
}

void AlarmBoard::setTimer(Condition& condition, Timer timer, std::optional<Instant> at) {
  auto& due = condition.timers[static_cast<std::size_t>(timer)];
  if (due) deadlines_.erase({*due, keyOf(condition.now), timer});
  due = at;
  if (due) deadlines_.insert({*due, keyOf(condition.now), timer});
}

void AlarmBoard::nextNumber(Condition& condition, Instant at) {
  numbers_.erase(condition.now.id);
  condition.now.id = AlarmId{++lastAlarm_};
  condition.now.raisedAt = at;
  numbers_[condition.now.id] = keyOf(condition.now);
}

// What follows from a state, whatever led to it.
void AlarmBoard::enter(Condition& condition, AlarmState state, Instant at) {
  AlarmEvent& now = condition.now;
  now.state = state;
  if (!isInhibited(state)) {
    now.active = isActiveState(state);
    now.owed = needsAcknowledge(state);
    now.holds = isLatched(state);
  }
  if (!needsAcknowledge(state)) {
    setAudible(condition, false);
    setTimer(condition, Timer::soundAgain, std::nullopt);
  }
  const Duration reAlarm = policy_.of(now.kind).reAlarm;
  const bool ages = state == AlarmState::acknowledged && reAlarm > Duration{0};
  setTimer(condition, Timer::reAlarm, ages ? std::optional{at + reAlarm} : std::nullopt);
  const bool upset = isLimit(now.kind) && state != AlarmState::normal;
  if (upset == condition.upset) return;
  condition.upset = upset;
  std::size_t& ofGroup = upsets_[condition.group];
  upset ? ++ofGroup : --ofGroup;
}

void AlarmBoard::apply(Condition& condition, AlarmTrigger trigger, AlarmChange change,
                       Instant at) {
  const AlarmCell cell = alarmCell(condition.now.state, trigger);
  if (cell.effect == AlarmEffect::none) return;
  enter(condition, cell.next, at);
  if (cell.effect == AlarmEffect::sound) setAudible(condition, true);
  report(condition, change, at);
}

void AlarmBoard::begin(Condition& condition, Instant at, const AlarmCause& cause, bool mute) {
  AlarmEvent& now = condition.now;
  nextNumber(condition, at);
  now.priority = cause.priority;
  now.value = now.peak = cause.value;
  now.limit = cause.limit;
  now.by = {};
  now.grade = 0;
  now.firstOut = isLimit(now.kind) && upsets_[condition.group] == (condition.upset ? 1u : 0u);
  if (mute) {
    now.active = true;
  } else {
    now.comment.clear();
    now.shelvings = 0;
    enter(condition, AlarmState::unacknowledged, at);
    setTimer(condition, Timer::soundAgain, std::nullopt);
    setAudible(condition, true);
  }
  report(condition, AlarmChange::raised, at);
}

void AlarmBoard::raise(AlarmKey key, Instant at, const AlarmCause& cause) {
  Condition& condition = made(key);
  AlarmEvent& now = condition.now;
  if (now.active) return;
  const AlarmState before = now.state;
  if (!condition.upset) condition.group = cause.group;
  if (condition.explainedBy.value != 0 && !isInhibited(before)) {
    enter(condition, AlarmState::suppressed, at);
    showAside(condition);
  }
  const AlarmState during = now.state;
  const AlarmCell cell = alarmCell(during, AlarmTrigger::raise);
  if (before != AlarmState::normal) {
    now.state = AlarmState::normal;
    setAudible(condition, false);
    report(condition, AlarmChange::superseded, at);
    now.state = during;
  }
  begin(condition, at, cause, cell.effect == AlarmEffect::beginMute);
}

void AlarmBoard::clear(AlarmKey key, Instant at, std::optional<Quantity> value) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr || !condition->now.active) return;
  const bool latching = policy_.of(key.kind).latching;
  condition->now.active = false;
  if (isInhibited(condition->now.state)) {
    condition->now.holds = condition->now.holds || latching;
  }
  if (value) condition->now.value = *value;
  apply(*condition, latching ? AlarmTrigger::clearLatching : AlarmTrigger::clear,
        AlarmChange::returned, at);
}

void AlarmBoard::worsen(AlarmKey key, Instant at, Quantity value) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr) return;
  condition->now.value = condition->now.peak = value;
  if (!condition->sayPeakFrom) condition->sayPeakFrom = condition->now.at + peakPace;
  refreshPeak(key, at);
}

void AlarmBoard::refreshPeak(AlarmKey key, Instant at) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr) return;
  if (condition->sayPeakFrom && at >= *condition->sayPeakFrom) {
    report(*condition, AlarmChange::peak, at);
  }
}

bool AlarmBoard::withholdsPeak(AlarmKey key) const {
  const auto found = conditions_.find(key);
  return found != conditions_.end() && found->second.sayPeakFrom.has_value();
}

void AlarmBoard::mark(AlarmKey key, std::uint8_t marks, Instant at) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr || condition->now.marks == marks) return;
  condition->now.marks = marks;
  if (condition->now.state != AlarmState::normal) report(*condition, AlarmChange::marked, at);
}

void AlarmBoard::grade(AlarmKey key, std::uint8_t grade, Instant at) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr || condition->now.grade == grade) return;
  condition->now.grade = grade;
  if (condition->now.state != AlarmState::normal) report(*condition, AlarmChange::graded, at);
}

std::optional<Instant> AlarmBoard::nextDeadline() const {
  if (deadlines_.empty()) return std::nullopt;
  return std::get<Instant>(*deadlines_.begin());
}

void AlarmBoard::advance(Instant now) {
  while (!deadlines_.empty() && std::get<Instant>(*deadlines_.begin()) <= now) {
    const auto [at, key, timer] = *deadlines_.begin();
    Condition& condition = conditions_.at(key);
    setTimer(condition, timer, std::nullopt);
    fire(condition, timer, at);
  }
}

void AlarmBoard::fire(Condition& condition, Timer timer, Instant at) {
  switch (timer) {
    case Timer::soundAgain:
      setAudible(condition, true);
      return report(condition, AlarmChange::soundsAgain, at);
    case Timer::reAlarm:
      return apply(condition, AlarmTrigger::reAlarm, AlarmChange::reAlarmed, at);
    case Timer::comeBack:
      condition.aside.reset();
      condition.now.by = {};
      return release(condition, at);
    case Timer::explanationEnds:
      condition.explainedBy = {};
      if (condition.now.state == AlarmState::suppressed) release(condition, at);
      return;
  }
}

void AlarmBoard::restore(AlarmEvent standing, std::uint32_t group, Instant at) {
  const AlarmEvent* known = find(keyOf(standing));
  if (known != nullptr && known->id > standing.id) return drop(std::move(standing), at);
  if (known != nullptr) {
    numbers_.erase(known->id);
    drop(*known, at);
  }
  lastAlarm_ = std::max(lastAlarm_, standing.id.value);
  Condition& condition = conditions_[keyOf(standing)];
  if (known == nullptr) condition.group = group;
  const bool wasAudible = condition.now.audible;
  condition.now = std::move(standing);
  condition.now.audible = wasAudible;
  AlarmEvent& now = condition.now;
  numbers_[now.id] = keyOf(now);
  enter(condition, now.state, at);
  setAudible(condition, needsAcknowledge(now.state));
  if (now.state == AlarmState::shelved || now.state == AlarmState::outOfService) {
    condition.aside = AlarmAside{now.state, now.until, now.comment, now.by};
    setTimer(condition, Timer::comeBack, std::max(now.until, at));
  }
  if (now.state == AlarmState::suppressed) {
    condition.explainedBy = now.cause;
    endExplanation(keyOf(now), at);
  }
  report(condition, AlarmChange::restored, at);
}

void AlarmBoard::drop(AlarmEvent standing, Instant at) {
  lastAlarm_ = std::max(lastAlarm_, standing.id.value);
  standing.state = AlarmState::normal;
  standing.active = standing.owed = standing.holds = standing.audible = false;
  standing.change = AlarmChange::superseded;
  standing.at = at;
  out_.push_back(std::move(standing));
}

}  // namespace firedamp
