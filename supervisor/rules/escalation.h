// A relay that stays fed although it was tripped: after the profile's time the breaker above it is
// tripped, and if that one stays fed too, the one above that (mine-rules 1.5, case 2).
#pragma once

#include <optional>
#include <vector>

#include "domain/deadlines.h"
#include "rules/feed_check.h"
#include "rules/picture.h"

namespace firedamp {

class Escalation {
 public:
  explicit Escalation(const Picture& picture)
      : picture_(picture),
        abnormal_(picture.site().relays.size()),
        below_(picture.site().relays.size()),
        deadlines_(picture.site().relays.size()) {
    const auto& relays = picture.site().relays;
    for (std::uint32_t i = 0; i < relays.size(); ++i) {
      if (relays[i].upstream) below_[relays[i].upstream->value].push_back(RelayId{i});
    }
  }

  void accept(const RelayCondition& condition) {
    if (condition.kind != AlarmKind::feedAbnormal) return;
    State& state = abnormal_[condition.relay.value];
    if (condition.present == state.present) return;
    state = {condition.present, false};
    const Duration after = picture_.site().rules.escalateAfter;
    deadlines_.set(condition.relay.value,
                   condition.present ? std::optional{condition.at + after} : std::nullopt);
  }
  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now) {
    while (const auto relay = deadlines_.takeDue(now)) abnormal_[*relay].escalated = true;
  }
  // The relay below `upstream` that cannot be switched off, if there is one.
  std::optional<RelayId> demandOn(RelayId upstream) const {
    for (RelayId relay : below_[upstream.value]) {
      if (abnormal_[relay.value].escalated) return relay;
    }
    return std::nullopt;
  }

 private:
  struct State {
    bool present = false, escalated = false;
  };
  const Picture& picture_;
  std::vector<State> abnormal_;
  std::vector<std::vector<RelayId>> below_;  // fed by the relay
  Deadlines deadlines_;
};

}  // namespace firedamp
