#include "alarm/nuisance_watch.h"

namespace firedamp {

void NuisanceWatch::set(AlarmKey key, Habit& habit, std::uint8_t mark, bool present,
                        Instant at) {
  const auto marks = static_cast<std::uint8_t>(present ? habit.marks | mark
                                                       : habit.marks & ~unsigned{mark});
  if (marks == habit.marks) return;
  habit.marks = marks;
  out_.push_back({key, marks, at});
}

void NuisanceWatch::setDeadline(AlarmKey key, std::optional<Instant>& deadline,
                                std::optional<Instant> at) {
  if (deadline) deadlines_.erase(deadlines_.find({*deadline, key}));
  deadline = at;
  if (deadline) deadlines_.insert({*deadline, key});
}

void NuisanceWatch::raised(AlarmKey key, Habit& habit, Instant at, Instant since) {
  setDeadline(key, habit.staleAt, since + policy_.staleAfter);
  habit.raised.push_back(at);
  if (habit.raised.size() > policy_.chatterCount) habit.raised.pop_front();
  const bool full = habit.raised.size() == policy_.chatterCount;
  const bool chatters = full && at - habit.raised.front() <= policy_.chatterWindow;
  if (!chatters && (habit.marks & NuisanceMark::chattering) == 0) return;
  set(key, habit, NuisanceMark::chattering, true, at);
  setDeadline(key, habit.calmAt, at + policy_.chatterWindow);
}

void NuisanceWatch::accept(const AlarmEvent& event) {
  const AlarmKey key = keyOf(event);
  switch (event.change) {
    case AlarmChange::raised: return raised(key, habits_[key], event.at, event.raisedAt);
    case AlarmChange::restored:
      habits_[key].marks = event.marks;
      if (event.active) {
        setDeadline(key, habits_[key].staleAt, event.raisedAt + policy_.staleAfter);
      }
      if ((event.marks & NuisanceMark::chattering) != 0) {
        setDeadline(key, habits_[key].calmAt, event.at + policy_.chatterWindow);
      }
      return;
    case AlarmChange::returned: {
      Habit& habit = habits_[key];
      setDeadline(key, habit.staleAt, std::nullopt);
      set(key, habit, NuisanceMark::stale, false, event.at);
      set(key, habit, NuisanceMark::fleeting,
          event.at - event.raisedAt < policy_.fleetingBelow, event.at);
      return;
    }
    default: return;
  }
}

std::optional<Instant> NuisanceWatch::nextDeadline() const {
  if (deadlines_.empty()) return std::nullopt;
  return deadlines_.begin()->first;
}

void NuisanceWatch::advance(Instant now) {
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const auto [at, key] = *deadlines_.begin();
    Habit& habit = habits_.at(key);
    const bool calm = habit.calmAt == at;
    setDeadline(key, calm ? habit.calmAt : habit.staleAt, std::nullopt);
    set(key, habit, calm ? NuisanceMark::chattering : NuisanceMark::stale, !calm, at);
  }
}

}  // namespace firedamp
