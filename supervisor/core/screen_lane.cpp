#include "core/screen_lane.h"

#include <algorithm>
#include <optional>

namespace firedamp {
namespace {

bool isRemark(AlarmChange change) {
  return change == AlarmChange::marked || change == AlarmChange::graded ||
         change == AlarmChange::peak;
}

}  // namespace

void ScreenLane::push(const Update& update) {
  {
    const std::lock_guard hold{mutex_};
    const bool wasEmpty = emptyHeld();
    if (const auto* alarm = std::get_if<AlarmEvent>(&update)) {
      keepAlarm(*alarm);
    } else if (const auto number = stateNumber(update)) {
      keep({update.index(), *number}, update);
    } else {
      keepEvent(update);
    }
    if (!wasEmpty || !wake_) return;
  }
  wake_();
}

void ScreenLane::keep(const Key& key, const Update& update) {
  const auto found = states_.find(key);
  const bool older = found != states_.end() &&
                     instantOf(update) < instantOf(found->second.update);
  if (!older) states_.insert_or_assign(key, Waiting{++order_, update});
}

// A remark about an alarm (a mark, a new peak) must not hide the change of state before it that
// nobody has seen yet: the newest content, told as that change.
void ScreenLane::keepAlarm(const AlarmEvent& alarm) {
  AlarmEvent told = alarm;
  const auto before = alarms_.find(alarm.id);
  if (before != alarms_.end() && isRemark(alarm.change)) {
    told.change = std::get<AlarmEvent>(before->second.update).change;
  }
  alarms_.insert_or_assign(alarm.id, Waiting{++order_, told});
  if (alarm.state != AlarmState::normal || shownStanding_.count(alarm.id) != 0) return;
  brief_.push_back(alarm.id);
  if (brief_.size() <= briefAlarmsMax) return;
  alarms_.erase(brief_.front());
  brief_.pop_front();
  ++dropped_;
}

void ScreenLane::keepEvent(const Update& update) {
  events_.push_back({++order_, update});
  if (events_.size() <= eventsMax) return;
  events_.pop_front();
  ++dropped_;
}

std::vector<Update> ScreenLane::take() {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard hold{mutex_};
    for (auto& state : states_) waiting.push_back(std::move(state.second));
    for (auto& [id, alarm] : alarms_) {
      if (std::get<AlarmEvent>(alarm.update).state == AlarmState::normal) {
        shownStanding_.erase(id);
      } else {
        shownStanding_.insert(id);
      }
      waiting.push_back(std::move(alarm));
    }
    for (Waiting& event : events_) waiting.push_back(std::move(event));
    states_.clear();
    alarms_.clear();
    brief_.clear();
    events_.clear();
  }
  std::sort(waiting.begin(), waiting.end(),
            [](const Waiting& a, const Waiting& b) { return a.order < b.order; });
  std::vector<Update> taken;
  taken.reserve(waiting.size());
  for (Waiting& one : waiting) taken.push_back(std::move(one.update));
  return taken;
}

bool ScreenLane::emptyHeld() const {
  return states_.empty() && alarms_.empty() && events_.empty();
}

std::uint64_t ScreenLane::dropped() const {
  const std::lock_guard hold{mutex_};
  return dropped_;
}

}  // namespace firedamp
