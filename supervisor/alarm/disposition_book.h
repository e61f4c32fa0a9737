// Accounts of occurrences that must be accounted for (mine-rules CN-15): who was told, the cause,
// what was done. Opened by the supervisor when the alarm is raised, open until a person closes it
// with cause and action, whatever became of the alarm meanwhile. Pure; one thread.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "domain/alarm_policy.h"
#include "domain/alarm_request.h"

namespace firedamp {

class DispositionBook {
 public:
  // As many stay open at most; beyond it the oldest is left to the historian alone.
  static constexpr std::size_t openMax = 10'000;

  // Keeps a reference to the policy. `open`: those that were open at the last shutdown.
  DispositionBook(const AlarmPolicy& policy, std::vector<AlarmDisposition> open);

  void accept(const AlarmEvent& event);
  // A sentence when it is refused. `alarm`: the occurrence, when it is still on the board; any
  // alarm may be accounted for then.
  std::optional<Phrase> accept(const DispositionRequest& request, const AlarmEvent* alarm,
                               Instant at);
  std::vector<AlarmDisposition> take() { return std::exchange(out_, {}); }
  std::size_t open() const { return open_.size(); }

 private:
  void keep(AlarmDisposition record);

  const AlarmPolicy& policy_;
  std::map<AlarmId, AlarmDisposition> open_;
  std::vector<AlarmDisposition> out_;
};

}  // namespace firedamp
