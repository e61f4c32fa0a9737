// The alarms that exist: one object per condition (source and kind), its state by the table, its
// occurrence number, peak, first-out mark, horn, and why it is out of sight. Acknowledging one
// condition touches no other, and nothing here touches a relay: acknowledging, silencing, shelving
// cannot change a trip. Whether a person may ask for something is not decided here.
// Pure; one thread. Never holds more than one entry per source and kind of the site.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "alarm/alarm_table.h"
#include "domain/alarm.h"
#include "domain/alarm_policy.h"

namespace firedamp {

struct AlarmCause {
  Priority priority = Priority::medium;
  Quantity value, limit;
  std::uint32_t group = 0;  // of points that fail together: one first-out mark each
};

// A person took the condition out of sight.
struct AlarmAside {
  AlarmState state = AlarmState::shelved;  // or outOfService
  Instant until;
  std::string comment;
  OperatorId by;
};

// Priority 1, unacknowledged this long after it was silenced, sounds again (hmi 4.2).
inline constexpr Duration soundAgainAfter = std::chrono::seconds{60};
// A peak that grows with every sample is told at most this often.
inline constexpr Duration peakPace = std::chrono::seconds{1};

class AlarmBoard {
 public:
  // Keeps a reference to the policy.
  AlarmBoard(const AlarmPolicy& policy, std::uint32_t lastAlarm)
      : policy_(policy), lastAlarm_(lastAlarm) {}

  // As it stood at the last shutdown; unacknowledged ones sound again. An older occurrence of a
  // condition that is already on the board is closed.
  void restore(AlarmEvent standing, std::uint32_t group, Instant at);
  // Closes what stood but has no place in this site any more.
  void drop(AlarmEvent standing, Instant at);

  void raise(AlarmKey key, Instant at, const AlarmCause& cause);
  void clear(AlarmKey key, Instant at, std::optional<Quantity> value = {});
  // New worst value of a condition that is present.
  void worsen(AlarmKey key, Instant at, Quantity value);
  // Gives a withheld peak the chance to be told.
  void refreshPeak(AlarmKey key, Instant at);
  void mark(AlarmKey key, std::uint8_t marks, Instant at);
  void grade(AlarmKey key, std::uint8_t grade, Instant at);

  // A worse peak waits for its time to be told.
  bool withholdsPeak(AlarmKey key) const;

  const AlarmEvent* find(AlarmKey key) const;
  const AlarmEvent* find(AlarmId alarm) const;  // nothing once the next occurrence began

  // What people do; a sentence where the state forbids it.
  std::optional<Phrase> acknowledge(AlarmId alarm, OperatorId person, std::string answer,
                                    Instant at);
  std::optional<Phrase> reset(AlarmId alarm, OperatorId person, Instant at);
  std::optional<Phrase> setAside(AlarmKey key, AlarmAside aside, Priority priority, Instant at);
  std::optional<Phrase> bringBack(AlarmKey key, OperatorId person, Instant at);
  void silence(OperatorId person, Instant at);

  // Another alarm explains this one, until the explanation ends and has lingered.
  void explain(AlarmKey key, AlarmId cause, Instant at);
  void endExplanation(AlarmKey key, Instant at);

  bool hornSounds() const { return audible_ > 0; }
  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);
  std::vector<AlarmEvent> take() { return std::exchange(out_, {}); }

 private:
  enum class Timer : std::uint8_t { soundAgain, reAlarm, comeBack, explanationEnds };
  static constexpr std::size_t timerCount = 4;
  struct Condition {
    AlarmEvent now;                     // as last reported
    std::uint32_t group = 0;
    bool upset = false;                 // counts in its group
    std::optional<Instant> sayPeakFrom;  // a worse peak waits until then
    std::optional<AlarmAside> aside;
    AlarmId explainedBy;
    std::array<std::optional<Instant>, timerCount> timers;
  };
  using Deadline = std::tuple<Instant, AlarmKey, Timer>;

  Condition* conditionOf(AlarmKey key);
  Condition* conditionOf(AlarmId alarm);
  Condition& made(AlarmKey key);
  void apply(Condition& condition, AlarmTrigger trigger, AlarmChange change, Instant at);
  void begin(Condition& condition, Instant at, const AlarmCause& cause, bool mute);
  void enter(Condition& condition, AlarmState state, Instant at);
  void release(Condition& condition, Instant at);
  void report(Condition& condition, AlarmChange change, Instant at);
  void showAside(Condition& condition);
  void nextNumber(Condition& condition, Instant at);
  void setAudible(Condition& condition, bool audible);
  void setTimer(Condition& condition, Timer timer, std::optional<Instant> at);
  void fire(Condition& condition, Timer timer, Instant at);

  const AlarmPolicy& policy_;
  std::map<AlarmKey, Condition> conditions_;
  std::map<AlarmId, AlarmKey> numbers_;    // of the present occurrences
  std::map<std::uint32_t, std::size_t> upsets_;  // limits not normal, by group
  std::set<Deadline> deadlines_;
  std::vector<AlarmEvent> out_;
  std::uint32_t lastAlarm_;
  std::size_t audible_ = 0;
};

}  // namespace firedamp
