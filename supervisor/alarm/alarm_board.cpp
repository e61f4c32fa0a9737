#include "alarm/alarm_board.h"

#include <algorithm>

namespace firedamp {
namespace {

bool unacknowledged(AlarmState state) {
  return state == AlarmState::unacknowledged || state == AlarmState::returned;
}

}  // namespace

void AlarmBoard::report(Condition& condition, AlarmChange change, Instant at) {
  condition.now.change = change;
  condition.now.at = at;
  condition.sayPeakFrom.reset();
  out_.push_back(condition.now);
}

void AlarmBoard::setAudible(Condition& condition, bool audible) {
  if (condition.now.audible == audible) return;
  condition.now.audible = audible;
  audible ? ++audible_ : --audible_;
}

void AlarmBoard::forgetSilence(Condition& condition) {
  if (!condition.silencedAt) return;
  soundAgain_.erase({*condition.silencedAt + soundAgainAfter, keyOf(condition.now)});
  condition.silencedAt.reset();
}

bool AlarmBoard::upsetWithout(AlarmKey key) const {
  return std::any_of(conditions_.begin(), conditions_.end(), [&](const auto& entry) {
    return entry.first != key && isLimit(entry.first.kind) &&
           entry.second.now.state != AlarmState::normal;
  });
}

void AlarmBoard::begin(Condition& condition, Instant at, const AlarmCause& cause) {
  AlarmEvent& now = condition.now;
  now.id = AlarmId{++lastAlarm_};
  now.priority = cause.priority;
  now.state = AlarmState::unacknowledged;
  now.raisedAt = at;
  now.value = now.peak = cause.value;
  now.limit = cause.limit;
  now.by = {};
  now.firstOut = isLimit(now.kind) && !upsetWithout(keyOf(now));
  forgetSilence(condition);
  setAudible(condition, true);
  report(condition, AlarmChange::raised, at);
}

void AlarmBoard::raise(AlarmKey key, Instant at, const AlarmCause& cause) {
  Condition& condition = conditions_[key];
  condition.now.source = key.source;
  condition.now.kind = key.kind;
  const AlarmCell cell = alarmCell(condition.now.state, AlarmTrigger::raise);
  if (cell.effect == AlarmEffect::beginNext) {
    condition.now.state = AlarmState::normal;
    setAudible(condition, false);
    report(condition, AlarmChange::superseded, at);
  }
  if (cell.effect != AlarmEffect::none) begin(condition, at, cause);
}

void AlarmBoard::clear(AlarmKey key, Instant at, std::optional<Quantity> value) {
  const auto found = conditions_.find(key);
  if (found == conditions_.end()) return;
  Condition& condition = found->second;
  const AlarmCell cell = alarmCell(condition.now.state, AlarmTrigger::clear);
  if (cell.effect == AlarmEffect::none) return;
  condition.now.state = cell.next;
  if (value) condition.now.value = *value;
  report(condition, AlarmChange::returned, at);
}

void AlarmBoard::worsen(AlarmKey key, Instant at, Quantity value) {
  const auto found = conditions_.find(key);
  if (found == conditions_.end()) return;
  Condition& condition = found->second;
  condition.now.value = condition.now.peak = value;
  if (!condition.sayPeakFrom) condition.sayPeakFrom = condition.now.at + peakPace;
  refreshPeak(key, at);
}

void AlarmBoard::refreshPeak(AlarmKey key, Instant at) {
  const auto found = conditions_.find(key);
  if (found == conditions_.end()) return;
  Condition& condition = found->second;
  if (condition.sayPeakFrom && at >= *condition.sayPeakFrom) {
    report(condition, AlarmChange::peak, at);
  }
}

bool AlarmBoard::present(AlarmKey key) const {
  const AlarmEvent* event = find(key);
  return event != nullptr && (event->state == AlarmState::unacknowledged ||
                              event->state == AlarmState::acknowledged);
}

const AlarmEvent* AlarmBoard::find(AlarmKey key) const {
  const auto found = conditions_.find(key);
  return found == conditions_.end() ? nullptr : &found->second.now;
}

void AlarmBoard::acknowledge(AlarmId alarm, OperatorId person, Instant at) {
  const auto found =
      std::find_if(conditions_.begin(), conditions_.end(), [alarm](const auto& entry) {
        return entry.second.now.id == alarm && entry.second.now.state != AlarmState::normal;
      });
  if (found == conditions_.end()) {  // an old occurrence: somebody's screen was late
    ++ignoredAcknowledgements_;
    return;
  }
  Condition& condition = found->second;
  const AlarmCell cell = alarmCell(condition.now.state, AlarmTrigger::acknowledge);
  if (cell.effect == AlarmEffect::none) return;
  condition.now.state = cell.next;
  condition.now.by = person;
  setAudible(condition, false);
  forgetSilence(condition);
  report(condition, AlarmChange::acknowledged, at);
}

void AlarmBoard::silence(OperatorId person, Instant at) {
  for (auto& [key, condition] : conditions_) {
    if (!condition.now.audible) continue;
    setAudible(condition, false);
    condition.silencedAt = at;
    if (condition.now.priority == Priority::emergency) {
      soundAgain_.emplace(at + soundAgainAfter, key);
    }
    condition.now.by = person;
    report(condition, AlarmChange::silenced, at);
  }
}

std::optional<Instant> AlarmBoard::nextDeadline() const {
  if (soundAgain_.empty()) return std::nullopt;
  return soundAgain_.begin()->first;
}

void AlarmBoard::advance(Instant now) {
  while (!soundAgain_.empty() && soundAgain_.begin()->first <= now) {
    const auto [at, key] = *soundAgain_.begin();
    soundAgain_.erase(soundAgain_.begin());
    Condition& condition = conditions_.at(key);
    condition.silencedAt.reset();
    setAudible(condition, true);
    report(condition, AlarmChange::soundsAgain, at);
  }
}

void AlarmBoard::restore(AlarmEvent standing, Instant at) {
  const AlarmEvent* known = find(keyOf(standing));
  if (known != nullptr && known->id > standing.id) return drop(std::move(standing), at);
  if (known != nullptr) drop(*known, at);
  lastAlarm_ = std::max(lastAlarm_, standing.id.value);
  Condition& condition = conditions_[keyOf(standing)];
  const bool wasAudible = condition.now.audible;
  condition.now = std::move(standing);
  condition.now.audible = wasAudible;
  setAudible(condition, unacknowledged(condition.now.state));
  report(condition, AlarmChange::restored, at);
}

void AlarmBoard::drop(AlarmEvent standing, Instant at) {
  lastAlarm_ = std::max(lastAlarm_, standing.id.value);
  standing.state = AlarmState::normal;
  standing.audible = false;
  standing.change = AlarmChange::superseded;
  standing.at = at;
  out_.push_back(std::move(standing));
}

}  // namespace firedamp
