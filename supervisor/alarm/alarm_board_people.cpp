// The board: what people do to alarms, and what takes them out of sight.
#include <algorithm>

#include "alarm/alarm_board.h"

namespace firedamp {
namespace {

Phrase isOver(AlarmId alarm) {
  return {PHRASE("alarm %1 is over"), {std::to_string(alarm.value)}};
}

}  // namespace

std::optional<Phrase> AlarmBoard::acknowledge(AlarmId alarm, OperatorId person,
                                              std::string answer, Instant at) {
  Condition* condition = conditionOf(alarm);
  if (condition == nullptr) return isOver(alarm);  // somebody's screen was late
  AlarmEvent& now = condition->now;
  if (!now.owed) {
    return Phrase{PHRASE("alarm %1 is acknowledged already"), {std::to_string(alarm.value)}};
  }
  now.by = person;
  now.owed = false;
  if (!isInhibited(now.state)) now.comment = std::move(answer);
  apply(*condition, AlarmTrigger::acknowledge, AlarmChange::acknowledged, at);
  return std::nullopt;
}

std::optional<Phrase> AlarmBoard::reset(AlarmId alarm, OperatorId person, Instant at) {
  Condition* condition = conditionOf(alarm);
  if (condition == nullptr) return isOver(alarm);
  AlarmEvent& now = condition->now;
  const std::string number = std::to_string(alarm.value);
  if (now.active) return Phrase{PHRASE("alarm %1: its cause is still there"), {number}};
  if (!now.holds) return Phrase{PHRASE("alarm %1 is not latched"), {number}};
  if (now.owed) return Phrase{PHRASE("alarm %1 must be acknowledged first"), {number}};
  now.by = person;
  now.holds = false;
  apply(*condition, AlarmTrigger::reset, AlarmChange::reset, at);
  return std::nullopt;
}

std::optional<Phrase> AlarmBoard::setAside(AlarmKey key, AlarmAside aside, Priority priority,
                                           Instant at) {
  Condition& condition = made(key);
  AlarmEvent& now = condition.now;
  const bool shelve = aside.state == AlarmState::shelved;
  if (shelve && now.state == AlarmState::outOfService) {
    return Phrase{PHRASE("it is out of service already"), {}};
  }
  if (now.state == AlarmState::normal) {
    nextNumber(condition, at);
    now.priority = priority;
    now.value = now.limit = now.peak = {};
    now.firstOut = false;
    now.shelvings = 0;
  }
  if (shelve) ++now.shelvings;
  now.by = aside.by;
  setTimer(condition, Timer::comeBack, aside.until);
  condition.aside = std::move(aside);
  showAside(condition);
  apply(condition, shelve ? AlarmTrigger::shelve : AlarmTrigger::removeFromService,
        AlarmChange::inhibited, at);
  return std::nullopt;
}

std::optional<Phrase> AlarmBoard::bringBack(AlarmKey key, OperatorId person, Instant at) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr || !condition->aside) {
    return Phrase{PHRASE("it is neither shelved nor out of service"), {}};
  }
  setTimer(*condition, Timer::comeBack, std::nullopt);
  condition->aside.reset();
  condition->now.by = person;
  release(*condition, at);
  return std::nullopt;
}

// Nothing that was owed or latched is lost by having been out of sight.
void AlarmBoard::release(Condition& condition, Instant at) {
  const AlarmEvent& now = condition.now;
  const bool explained = condition.explainedBy.value != 0;
  const AlarmTrigger trigger = explained    ? AlarmTrigger::releaseSuppressed
                               : now.active ? AlarmTrigger::releaseActive
                               : now.holds  ? AlarmTrigger::releaseLatched
                               : now.owed   ? AlarmTrigger::releaseReturned
                                            : AlarmTrigger::releaseNormal;
  showAside(condition);
  apply(condition, trigger, AlarmChange::released, at);
}

void AlarmBoard::showAside(Condition& condition) {
  AlarmEvent& now = condition.now;
  now.comment = condition.aside ? condition.aside->comment : std::string{};
  now.until = condition.aside ? condition.aside->until : Instant{};
  now.cause = condition.aside ? AlarmId{} : condition.explainedBy;
}

void AlarmBoard::explain(AlarmKey key, AlarmId cause, Instant at) {
  Condition& condition = made(key);
  condition.explainedBy = cause;
  setTimer(condition, Timer::explanationEnds, std::nullopt);
  if (condition.now.state == AlarmState::normal || isInhibited(condition.now.state)) return;
  showAside(condition);
  apply(condition, AlarmTrigger::suppress, AlarmChange::inhibited, at);
}

void AlarmBoard::endExplanation(AlarmKey key, Instant at) {
  Condition* condition = conditionOf(key);
  if (condition == nullptr || condition->explainedBy.value == 0) return;
  setTimer(*condition, Timer::explanationEnds, at + policy_.explanationLingers);
}

void AlarmBoard::silence(OperatorId person, Instant at) {
  for (auto& [key, condition] : conditions_) {
    if (!condition.now.audible) continue;
    setAudible(condition, false);
    if (condition.now.priority == Priority::emergency) {
      setTimer(condition, Timer::soundAgain, at + soundAgainAfter);
    }
    condition.now.by = person;
    report(condition, AlarmChange::silenced, at);
  }
}

}  // namespace firedamp
