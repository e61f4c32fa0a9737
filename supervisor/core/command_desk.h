// Who may command what, now. Making safe is one step and always allowed; making live is SELECT,
// confirmation, OPERATE and proof by the feedback contact, with the permissives checked twice.
// Accepted is not executed: only a feedback report newer than the command confirms it.
//
// At most one restore or one trip of a person, and one standing trip of the rules, per relay. A
// trip aborts a restore under way. Nothing is queued for a node that is away. Every edge is a
// CommandEvent. Pure; one thread; instants are handed in and must not step back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/command_ledger.h"
#include "rules/feed_check.h"
#include "rules/picture.h"
#include "session/bus.h"

namespace firedamp {

class Rules;

class CommandDesk {
 public:
  // All references must outlive the desk.
  CommandDesk(const Picture& picture, const Rules& rules, std::uint32_t lastCommand);

  void accept(const TripRequest& request, Instant at);
  void accept(const RestoreRequest& request, Instant at);
  void accept(const NodeRequest& request, Instant at);  // node_commands.cpp
  void accept(const ConfirmRequest& request, Instant at);
  void accept(const CancelRequest& request, Instant at);

  // For the rules: trips the relay until it is proven off, and again if it comes back on.
  // `reading`: the instant of the measurement behind it, for the record.
  void standTrip(RelayId relay, const std::string& cause, Instant at, Instant reading = {});
  void endStandingTrip(RelayId relay, Instant at);

  void accept(const BusReply& reply);
  void accept(const RelayReport& report);
  void accept(const NodeReport& report);  // read back: node_commands.cpp

  std::optional<Instant> nextDeadline() const { return ledger_.nextDeadline(); }
  void advance(Instant now);

  std::vector<CommandEvent> takeEvents() { return std::exchange(events_, {}); }
  std::vector<BusCommand> takeCommands() { return std::exchange(commands_, {}); }
  // Relays of which a command has ended since the last call.
  std::vector<RelayId> takeFreed() { return std::exchange(freed_, {}); }
  std::vector<RelayCondition> takeConditions() { return std::exchange(conditions_, {}); }

 private:
  using Place = CommandLedger::Place;

  Place open(CommandKind kind, RelayId relay, Origin origin, Instant at, CommandPhase phase,
             bool standing = false);
  // Tag of what another command holds this node's one selection for.
  std::optional<std::string> selectedOn(NodeId node) const;
  std::vector<Phrase> unmetFor(const RestoreRequest& request, Instant at);
  void refuse(CommandKind kind, RelayId relay, Origin origin, Instant at,
              std::vector<Phrase> unmet);
  void abort(RelayId relay, Instant at);
  void tell(CommandTransaction& transaction, CommandStage stage, Instant at);
  void finish(Place place, CommandStage stage, Instant at, std::vector<Phrase> unmet = {});
  void send(const CommandTransaction& transaction, BusCommand::Step step);

  void answered(Place place, const BusReply& reply);
  void nodeAnswered(Place place, const BusReply& reply);
  void nodeUnanswered(Place place, const BusReply& reply);
  void next(Place place, CommandPhase phase, BusCommand::Step step, Instant at);
  std::vector<Phrase> unmetFor(const NodeRequest& request) const;
  void unanswered(Place place, const BusReply& reply);
  void selectAnswered(Place place, const BusReply& reply);
  void prove(CommandTransaction& transaction, Instant since, bool accepted);
  void due(Place place, Instant at);
  void unproven(Place place, Instant at);
  void unconfirmed(RelayId relay, bool present, Instant at);

  bool known(RelayId relay) const { return relay.value < picture_.site().relays.size(); }

  const Picture& picture_;
  const Rules& rules_;
  CommandLedger ledger_;
  std::map<CommandId, RelayId> overtaken_;  // aborted with OPERATE on its way
  std::vector<CommandEvent> events_;
  std::vector<BusCommand> commands_;
  std::vector<RelayCondition> conditions_;
  std::vector<RelayId> freed_;
  std::uint32_t lastCommand_;
};

}  // namespace firedamp
