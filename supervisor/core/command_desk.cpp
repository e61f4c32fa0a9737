// Requests of people and of the rules. What happens to a command afterwards: command_steps.cpp.
#include "core/command_desk.h"

#include <algorithm>

#include "core/node_commands.h"
#include "rules/permissives.h"
#include "rules/rules.h"

namespace firedamp {

CommandDesk::CommandDesk(const Picture& picture, const Rules& rules, std::uint32_t lastCommand)
    : picture_(picture), rules_(rules), lastCommand_(lastCommand) {}

CommandDesk::Place CommandDesk::open(CommandKind kind, RelayId relay, Origin origin, Instant at,
                                     CommandPhase phase, bool standing) {
  CommandTransaction transaction{{}, phase, {}, standing, standing};
  transaction.now.id = CommandId{++lastCommand_};
  transaction.now.kind = kind;
  transaction.now.relay = relay;
  transaction.now.node = picture_.siteOf(relay).node;
  transaction.now.at = transaction.now.times.decided = at;
  transaction.now.origin = std::move(origin);
  return ledger_.enter(std::move(transaction));
}

void CommandDesk::refuse(CommandKind kind, RelayId relay, Origin origin, Instant at,
                         std::vector<Phrase> unmet) {
  finish(open(kind, relay, std::move(origin), at, Selecting{at}), CommandStage::refused, at,
         std::move(unmet));
}

// A person's command on the relay gives way to a trip. An OPERATE that is on its way cannot be
// called back: its reply, whatever it says, will be answered with another trip.
void CommandDesk::abort(RelayId relay, Instant at) {
  const Place place = ledger_.find(relay, false);
  if (place == ledger_.none()) return;
  const CommandTransaction& transaction = place->second;
  if (std::holds_alternative<Operating>(transaction.phase)) {
    overtaken_.emplace(transaction.now.id, relay);
  }
  finish(place, CommandStage::cancelled, at, {{PHRASE("overtaken by a trip"), {}}});
}

void CommandDesk::accept(const TripRequest& request, Instant at) {
  if (!known(request.relay)) return;
  if (picture_.linkOf(request.relay).recording) {
    return refuse(CommandKind::trip, request.relay, request.origin, at,
                  {{PHRASE("%1 hangs on a recording: nothing can be commanded"),
                    {picture_.siteOf(request.relay).tag}}});
  }
  abort(request.relay, at);
  const Place place = open(CommandKind::trip, request.relay, request.origin, at,
                           Tripping{at + stepPatience});
  tell(place->second, CommandStage::operating, at);
  send(place->second, BusCommand::Step::trip);
}

void CommandDesk::standTrip(RelayId relay, const std::string& cause, Instant at,
                            Instant reading) {
  if (const Place place = ledger_.find(relay, true); place != ledger_.none()) {
    place->second.causeStands = true;
    return;
  }
  const bool idle = ledger_.find(relay, false) == ledger_.none();
  if (idle && provenOff(picture_.relay(relay))) return;
  if (picture_.linkOf(relay).recording) return;
  abort(relay, at);
  const Place place =
      open(CommandKind::trip, relay, {{}, cause}, at, Tripping{at + stepPatience}, true);
  place->second.now.times.reading = reading;
  tell(place->second, CommandStage::operating, at);
  send(place->second, BusCommand::Step::trip);
}

// A trip that is just being sent or proved runs to its end like a person's.
void CommandDesk::endStandingTrip(RelayId relay, Instant at) {
  const Place place = ledger_.find(relay, true);
  if (place == ledger_.none()) return;
  place->second.causeStands = false;
  if (!std::holds_alternative<Repeating>(place->second.phase)) return;
  const bool accepted = place->second.now.stage == CommandStage::verifying;
  finish(place, accepted ? CommandStage::mismatch : CommandStage::failed, at,
         {{PHRASE("its cause ended before it was proven"), {}}});
}

// A node holds one selection: another SELECT would take its place, and with it the first person's
// OPERATE. Who came first keeps it until it is used, cancelled or expired.
std::optional<std::string> CommandDesk::selectedOn(NodeId node) const {
  for (const auto& [id, transaction] : ledger_.all()) {
    const bool selects = std::holds_alternative<Staging>(transaction.phase) ||
                         std::holds_alternative<Selecting>(transaction.phase) ||
                         std::holds_alternative<Selected>(transaction.phase) ||
                         (std::holds_alternative<Operating>(transaction.phase) &&
                          transaction.now.kind != CommandKind::trip);
    if (!selects || transaction.now.node != node) continue;
    return forRelay(transaction.now.kind) ? picture_.siteOf(transaction.now.relay).tag
                                          : picture_.site().nodes[node.value].tag;
  }
  return std::nullopt;
}

std::vector<Phrase> CommandDesk::unmetFor(const RestoreRequest& request, Instant at) {
  std::vector<Phrase> unmet;
  if (request.origin.person.value == 0) {
    unmet.push_back({PHRASE("only a person who is named may restore"), {}});
  }
  if (request.origin.reason.empty()) {
    unmet.push_back({PHRASE("a reason must be given"), {}});
  }
  for (Phrase& phrase : unmetPermissives(picture_, rules_, request.relay, at)) {
    unmet.push_back(std::move(phrase));
  }
  return unmet;
}

void CommandDesk::accept(const RestoreRequest& request, Instant at) {
  if (!known(request.relay)) return;
  std::vector<Phrase> unmet = unmetFor(request, at);
  const auto none = ledger_.none();
  if (ledger_.find(request.relay, false) != none || ledger_.find(request.relay, true) != none) {
    unmet.push_back({PHRASE("another command for %1 is under way"),
                     {picture_.siteOf(request.relay).tag}});
  } else if (const auto other = selectedOn(picture_.siteOf(request.relay).node)) {
    unmet.push_back({PHRASE("another command for %1 is under way"), {*other}});
  }
  if (!unmet.empty()) {
    return refuse(CommandKind::restore, request.relay, request.origin, at, std::move(unmet));
  }
  const Place place = open(CommandKind::restore, request.relay, request.origin, at,
                           Selecting{at + stepPatience});
  tell(place->second, CommandStage::selecting, at);
  send(place->second, BusCommand::Step::select);
}

void CommandDesk::accept(const ConfirmRequest& request, Instant at) {
  const Place place = ledger_.find(request.command);
  if (place == ledger_.none()) return;  // expired or ended: its last event has said so
  CommandTransaction& transaction = place->second;
  if (!std::holds_alternative<Selected>(transaction.phase)) return;
  std::vector<Phrase> unmet = unmetFor({transaction.now.relay, transaction.now.origin}, at);
  if (request.origin.person != transaction.now.origin.person) {
    unmet.push_back({PHRASE("whoever selected must confirm"), {}});
  }
  if (!unmet.empty()) {
    send(transaction, BusCommand::Step::cancel);
    return finish(place, CommandStage::refused, at, std::move(unmet));
  }
  ledger_.setPhase(transaction, Operating{at + stepPatience});
  tell(transaction, CommandStage::operating, at);
  send(transaction, BusCommand::Step::operate);
}

void CommandDesk::accept(const CancelRequest& request, Instant at) {
  const Place place = ledger_.find(request.command);
  if (place == ledger_.none()) return;
  const CommandPhase& phase = place->second.phase;
  const bool early =
      std::holds_alternative<Selecting>(phase) || std::holds_alternative<Selected>(phase);
  if (!early) return;  // what is sent cannot be taken back; the way back is a trip
  send(place->second, BusCommand::Step::cancel);
  finish(place, CommandStage::cancelled, at);
}

void CommandDesk::tell(CommandTransaction& transaction, CommandStage stage, Instant at) {
  transaction.now.stage = stage;
  transaction.now.at = at;
  events_.push_back(transaction.now);
}

void CommandDesk::finish(Place place, CommandStage stage, Instant at,
                         std::vector<Phrase> unmet) {
  const std::vector<Phrase>& proven = place->second.proven;
  unmet.insert(unmet.end(), proven.begin(), proven.end());
  place->second.now.unmet = std::move(unmet);
  tell(place->second, stage, at);
  freed_.push_back(place->second.now.relay);
  ledger_.erase(place);
}

void CommandDesk::send(const CommandTransaction& transaction, BusCommand::Step step) {
  const CommandEvent& now = transaction.now;
  commands_.push_back({step, now.id, now.relay, now.origin.person, functionOf(now.kind), now.node,
                       now.parameter});
}

}  // namespace firedamp
