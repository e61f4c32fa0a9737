// The alarms that exist: one object per condition (source and kind), its state by the table, its
// occurrence number, peak, first-out mark and horn. Acknowledging one condition touches no other,
// and nothing here touches a relay: acknowledging or silencing cannot change a trip.
// Pure; one thread. Never holds more than one entry per source and kind of the site.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "alarm/alarm_table.h"
#include "domain/alarm.h"

namespace firedamp {

struct AlarmCause {
  Priority priority = Priority::medium;
  Quantity value, limit;
};

// Priority 1, unacknowledged this long after it was silenced, sounds again (hmi 4.2).
inline constexpr Duration soundAgainAfter = std::chrono::seconds{60};
// A peak that grows with every sample is told at most this often.
inline constexpr Duration peakPace = std::chrono::seconds{1};

class AlarmBoard {
 public:
  explicit AlarmBoard(std::uint32_t lastAlarm) : lastAlarm_(lastAlarm) {}

  // As it stood at the last shutdown; unacknowledged ones sound again. An older occurrence of a
  // condition that is already on the board is closed.
  void restore(AlarmEvent standing, Instant at);
  // Closes what stood but has no place in this site any more.
  void drop(AlarmEvent standing, Instant at);

  void raise(AlarmKey key, Instant at, const AlarmCause& cause);
  void clear(AlarmKey key, Instant at, std::optional<Quantity> value = {});
  // New worst value of a condition that is present.
  void worsen(AlarmKey key, Instant at, Quantity value);
  // Gives a withheld peak the chance to be told.
  void refreshPeak(AlarmKey key, Instant at);

  bool present(AlarmKey key) const;  // unacknowledged or acknowledged
  const AlarmEvent* find(AlarmKey key) const;

  void acknowledge(AlarmId alarm, OperatorId person, Instant at);
  void silence(OperatorId person, Instant at);
  bool hornSounds() const { return audible_ > 0; }

  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);

  std::vector<AlarmEvent> take() { return std::exchange(out_, {}); }
  std::size_t ignoredAcknowledgements() const { return ignoredAcknowledgements_; }

 private:
  struct Condition {
    AlarmEvent now;                     // as last reported
    std::optional<Instant> sayPeakFrom;  // a worse peak waits until then
    std::optional<Instant> silencedAt;
  };
  void report(Condition& condition, AlarmChange change, Instant at);
  void begin(Condition& condition, Instant at, const AlarmCause& cause);
  void setAudible(Condition& condition, bool audible);
  void forgetSilence(Condition& condition);
  bool upsetWithout(AlarmKey key) const;

  std::map<AlarmKey, Condition> conditions_;
  std::set<std::pair<Instant, AlarmKey>> soundAgain_;
  std::vector<AlarmEvent> out_;
  std::uint32_t lastAlarm_;
  std::size_t audible_ = 0;
  std::size_t ignoredAcknowledgements_ = 0;
};

}  // namespace firedamp
