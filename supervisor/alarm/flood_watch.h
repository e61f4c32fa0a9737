// More alarms than a person can handle: begins with more than `floodStart` annunciations within
// the window, ends when fewer than `floodEnd` are left in it. One operator position. Hides nothing.
#pragma once

#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "domain/alarm_policy.h"
#include "domain/alarm_request.h"

namespace firedamp {

class FloodWatch {
 public:
  // Keeps a reference to the policy.
  explicit FloodWatch(const AlarmPolicy& policy) : policy_(policy) {}

  void accept(const AlarmEvent& event);
  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);
  bool on() const { return on_; }
  std::vector<AlarmFlood> take() { return std::exchange(out_, {}); }

 private:
  void forgetUntil(Instant now);
  void tell(bool on, Instant at);

  const AlarmPolicy& policy_;
  std::deque<Instant> annunciated_;  // within the window, oldest first; bounded
  std::vector<AlarmFlood> out_;
  bool on_ = false;
};

}  // namespace firedamp
