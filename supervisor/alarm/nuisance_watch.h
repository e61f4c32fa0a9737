// Finds alarms that are a nuisance: chattering (comes again and again), fleeting (goes before
// anybody could act), stale (stands so long that it says nothing new). It suggests by a mark on
// the alarm and hides nothing: whoever reads the mark looks for a deadband, a delay or a repair.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "domain/alarm_policy.h"

namespace firedamp {

class NuisanceWatch {
 public:
  struct Finding {
    AlarmKey key;
    std::uint8_t marks = 0;  // NuisanceMark
    Instant at;
  };
  // Keeps a reference to the policy.
  explicit NuisanceWatch(const AlarmPolicy& policy) : policy_(policy) {}

  void accept(const AlarmEvent& event);
  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);
  std::vector<Finding> take() { return std::exchange(out_, {}); }

 private:
  struct Habit {
    std::deque<Instant> raised;      // the newest chatterCount
    std::optional<Instant> calmAt;   // chattering ends when nothing comes until then
    std::optional<Instant> staleAt;
    std::uint8_t marks = 0;
  };
  void raised(AlarmKey key, Habit& habit, Instant at, Instant since);
  void set(AlarmKey key, Habit& habit, std::uint8_t mark, bool present, Instant at);
  void setDeadline(AlarmKey key, std::optional<Instant>& deadline, std::optional<Instant> at);

  const AlarmPolicy& policy_;
  std::map<AlarmKey, Habit> habits_;
  std::multiset<std::pair<Instant, AlarmKey>> deadlines_;
  std::vector<Finding> out_;
};

}  // namespace firedamp
