// The commands in flight: by number, by relay and by deadline, so that finding one costs the same
// however many there are.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "core/command_transaction.h"

namespace firedamp {

class CommandLedger {
 public:
  using Transactions = std::map<CommandId, CommandTransaction>;
  using Place = Transactions::iterator;

  Place enter(CommandTransaction transaction);
  void erase(Place place);
  void setPhase(CommandTransaction& transaction, CommandPhase phase);

  Place find(CommandId id) { return all_.find(id); }
  // The oldest for this relay, by rule (standing) or not.
  Place find(RelayId relay, bool standing);
  Place none() { return all_.end(); }
  const Transactions& all() const { return all_; }

  std::optional<Instant> nextDeadline() const;
  // Those whose phase ends by `now`, oldest first.
  std::vector<CommandId> due(Instant now) const;

 private:
  Transactions all_;
  std::set<std::tuple<RelayId, bool, CommandId>> byRelay_;
  std::set<std::pair<Instant, CommandId>> deadlines_;
};

// When the phase must end by itself.
Instant deadlineOf(const CommandPhase& phase);

}  // namespace firedamp
