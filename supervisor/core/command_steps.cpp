// What becomes of a command: answers of nodes, feedback, deadlines.
#include <algorithm>

#include "core/command_desk.h"
#include "domain/node_text.h"
#include "msn/codes.h"

namespace firedamp {
namespace {

// When the command first left; what is sent again does not make it later.
void note(CommandTimes& times, const BusReply& reply) {
  if (times.sent == Instant{}) times.sent = reply.sent;
}

Phrase whyUnanswered(BusReply::Outcome outcome) {
  switch (outcome) {
    case BusReply::Outcome::away: return {PHRASE("away: nothing was sent"), {}};
    case BusReply::Outcome::noKey:
      return {PHRASE("the node's key is not here: nothing was sent"), {}};
    case BusReply::Outcome::answered:
    case BusReply::Outcome::noAnswer: break;
  }
  return {PHRASE("the node did not answer"), {}};
}

}  // namespace

void CommandDesk::accept(const BusReply& reply) {
  const Place place = ledger_.find(reply.command);
  if (place == ledger_.none()) {
    const auto overtaken = overtaken_.find(reply.command);
    if (overtaken == overtaken_.end() || reply.step != BusCommand::Step::operate) return;
    const RelayId relay = overtaken->second;
    overtaken_.erase(overtaken);
    const TripRequest again{relay, {{}, "OPERATE arrived after the trip"}};
    if (reply.outcome != BusReply::Outcome::away) accept(again, reply.at);
    return;
  }
  if (reply.outcome == BusReply::Outcome::answered) {
    answered(place, reply);
  } else {
    unanswered(place, reply);
  }
}

void CommandDesk::answered(Place place, const BusReply& reply) {
  CommandTransaction& transaction = place->second;
  note(transaction.now.times, reply);
  transaction.now.times.acknowledged = reply.at;
  if (reply.proof != CommandProof::none) transaction.now.proof = reply.proof;
  transaction.now.nodeStatus = reply.status;
  transaction.now.nodeDetail = reply.detail;
  if (!forRelay(transaction.now.kind)) return nodeAnswered(place, reply);
  switch (reply.step) {
    case BusCommand::Step::select: return selectAnswered(place, reply);
    case BusCommand::Step::cancel:
    case BusCommand::Step::stage: return;
    case BusCommand::Step::operate:
    case BusCommand::Step::trip: break;
  }
  if (reply.status == MSN_SEC_OK) {
    const bool first = transaction.now.stage == CommandStage::operating;
    const bool forged = reply.proof == CommandProof::forged;
    transaction.proven = proofTexts(reply.proof, reply.keyId);
    transaction.now.unmet = transaction.proven;
    // An answer that nothing vouches for is none: the feedback decides.
    prove(transaction, reply.at, !forged);
    if (first && !forged) tell(transaction, CommandStage::verifying, reply.at);
    return;
  }
  if (transaction.now.kind == CommandKind::trip) unconfirmed(transaction.now.relay, true, reply.at);
  if (!transaction.causeStands) return finish(place, CommandStage::failed, reply.at);
  ledger_.setPhase(transaction, Repeating{reply.at + picture_.site().rules.retryPace});
}

void CommandDesk::selectAnswered(Place place, const BusReply& reply) {
  CommandTransaction& transaction = place->second;
  if (!std::holds_alternative<Selecting>(transaction.phase)) return;
  if (reply.status != MSN_SEC_OK) return finish(place, CommandStage::failed, reply.at);
  const bool told = reply.selectLeft > Duration{0};
  const Duration longest = picture_.site().rules.selectLifetime;
  const Duration left = told ? std::min(reply.selectLeft, longest) : longest;
  transaction.now.expiresAt = reply.at + left;
  ledger_.setPhase(transaction, Selected{transaction.now.expiresAt});
  tell(transaction, CommandStage::selected, reply.at);
}

void CommandDesk::prove(CommandTransaction& transaction, Instant since, bool accepted) {
  ledger_.setPhase(transaction, Proving{since, since + picture_.proofTime(transaction.now.relay),
                                        accepted});
}

// No reply, or nothing sent at all.
void CommandDesk::unanswered(Place place, const BusReply& reply) {
  CommandTransaction& transaction = place->second;
  const bool unsent = reply.outcome == BusReply::Outcome::away ||
                      reply.outcome == BusReply::Outcome::noKey;
  note(transaction.now.times, reply);
  if (reply.step == BusCommand::Step::cancel) return;
  if (!forRelay(transaction.now.kind)) return nodeUnanswered(place, reply);
  if (transaction.causeStands) {
    unconfirmed(transaction.now.relay, true, reply.at);
    ledger_.setPhase(transaction, Repeating{reply.at + picture_.site().rules.retryPace});
    return;
  }
  if (reply.step == BusCommand::Step::operate && !unsent) {
    return prove(transaction, reply.at, false);  // it may have been carried out
  }
  if (reply.step == BusCommand::Step::trip) unconfirmed(transaction.now.relay, true, reply.at);
  // A node that is away is refused, not failed: nothing left, and nothing is kept for later.
  const bool never = reply.outcome == BusReply::Outcome::away &&
                     transaction.now.times.sent == Instant{};
  finish(place, never ? CommandStage::refused : CommandStage::failed, reply.at,
         {whyUnanswered(reply.outcome)});
}

void CommandDesk::accept(const RelayReport& report) {
  if (!report.known) return;
  for (bool standing : {false, true}) {
    const Place place = ledger_.find(report.relay, standing);
    if (place == ledger_.none()) continue;
    const CommandTransaction& transaction = place->second;
    const auto* proving = std::get_if<Proving>(&transaction.phase);
    const bool repeating = std::holds_alternative<Repeating>(transaction.phase);
    if (!repeating && (proving == nullptr || report.at < proving->since)) continue;
    const bool restore = transaction.now.kind == CommandKind::restore;
    const bool follows = restore ? report.feedback : provenOff(report);
    if (!follows) continue;
    place->second.now.times.fedBack = report.at;
    finish(place, CommandStage::confirmed, report.at);
  }
  // What became of the last command is known again once command and feedback agree.
  const bool agrees = report.feedback == (report.commanded && report.coil);
  const bool standing = ledger_.find(report.relay, true) != ledger_.none();
  if (agrees && !standing) unconfirmed(report.relay, false, report.at);
}

void CommandDesk::advance(Instant now) {
  for (CommandId id : ledger_.due(now)) {
    const Place place = ledger_.find(id);
    due(place, deadlineOf(place->second.phase));
  }
}

void CommandDesk::due(Place place, Instant at) {
  CommandTransaction& transaction = place->second;
  if (std::holds_alternative<Selected>(transaction.phase)) {
    return finish(place, CommandStage::expired, at);
  }
  if (std::holds_alternative<Proving>(transaction.phase)) return unproven(place, at);
  if (std::holds_alternative<Repeating>(transaction.phase)) {
    ledger_.setPhase(transaction, Tripping{at + stepPatience});
    return send(transaction, BusCommand::Step::trip);
  }
  // The bus did not answer, which it promises to do.
  BusReply silence;
  silence.outcome = BusReply::Outcome::noAnswer;
  silence.command = transaction.now.id;
  silence.at = at;
  silence.step = std::holds_alternative<Staging>(transaction.phase)     ? BusCommand::Step::stage
                 : std::holds_alternative<Selecting>(transaction.phase) ? BusCommand::Step::select
                 : std::holds_alternative<Operating>(transaction.phase) ? BusCommand::Step::operate
                                                                        : BusCommand::Step::trip;
  unanswered(place, silence);
}

void CommandDesk::unproven(Place place, Instant at) {
  CommandTransaction& transaction = place->second;
  if (!forRelay(transaction.now.kind)) {
    return finish(place, CommandStage::mismatch, at,
                  {{PHRASE("the configuration could not be read back"), {}}});
  }
  unconfirmed(transaction.now.relay, true, at);
  if (transaction.causeStands) {
    ledger_.setPhase(transaction, Repeating{at});
    return due(place, at);
  }
  const bool accepted = std::get<Proving>(transaction.phase).accepted;
  if (accepted) return finish(place, CommandStage::mismatch, at);
  if (!transaction.proven.empty()) return finish(place, CommandStage::failed, at);
  finish(place, CommandStage::failed, at, {whyUnanswered(BusReply::Outcome::noAnswer)});
}

void CommandDesk::unconfirmed(RelayId relay, bool present, Instant at) {
  conditions_.push_back({relay, AlarmKind::commandUnconfirmed, present, at});
}

}  // namespace firedamp
