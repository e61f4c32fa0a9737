// Unlock, mode and mute: SELECT and, when the node agrees, OPERATE at once: none of them gives
// power (unlocking lets a fan start, by a CLOSE of its own). No contact proves them: what the node
// says is all there is, and at level L2 it is signed. A configuration is staged first, committed
// like them, and proven by reading it back.
#include "core/node_commands.h"

#include <algorithm>

#include "core/command_desk.h"
#include "domain/node_config.h"
#include "domain/node_text.h"
#include "msn/codes.h"

namespace firedamp {

std::uint8_t functionOf(CommandKind kind) {
  switch (kind) {
    case CommandKind::unlock: return MSN_FN_UNLOCK;
    case CommandKind::mode: return MSN_FN_MODE;
    case CommandKind::mute: return MSN_FN_MUTE;
    case CommandKind::configure: return MSN_FN_CFG_COMMIT;
    case CommandKind::trip:
    case CommandKind::restore: break;
  }
  return 0;
}

namespace {

// A node that cannot be asked, or would not believe us. A key that is missing here is found out by
// the bus.
void reachable(const Picture& picture, NodeId id, std::vector<Phrase>& unmet) {
  const NodeSite& site = picture.site().nodes[id.value];
  if (picture.link(site.link).recording) {
    unmet.push_back({PHRASE("%1 hangs on a recording: nothing can be commanded"), {site.tag}});
  }
  const NodeReport& node = picture.node(id);
  if (node.state != NodeState::running) {
    unmet.push_back({PHRASE("%1 is away: nothing is sent to it"), {site.tag}});
  } else if ((node.identity.caps & MSN_CAP_MAC) == 0) {
    unmet.push_back({PHRASE("%1 is a node of level L0 and knows no such command"), {site.tag}});
  } else if (node.identity.keyId == MSN_KEY_NONE) {
    unmet.push_back({PHRASE("%1 has no key yet: it must be provisioned"), {site.tag}});
  } else if (node.identity.keyId == MSN_KEY_TRAINING && picture.site().production) {
    unmet.push_back({PHRASE("%1 has the public training key: refused by a production site"),
                     {site.tag}});
  }
}

// A node that takes no page from us, or needs none.
void configurable(const Picture& picture, NodeId id, std::vector<Phrase>& unmet) {
  const std::string& tag = picture.site().nodes[id.value].tag;
  const NodeReport& node = picture.node(id);
  if (node.state != NodeState::running) return;
  if ((node.identity.caps & MSN_CAP_STAGED_CONFIG) == 0) {
    unmet.push_back({PHRASE("%1 takes no configuration from here: it must be provisioned"), {tag}});
  } else if (node.config == ConfigState::unknown) {
    unmet.push_back({PHRASE("%1 has not shown its configuration yet"), {tag}});
  } else if (node.config == ConfigState::asWanted) {
    unmet.push_back({PHRASE("%1 holds already what the site wants"), {tag}});
  }
}

}  // namespace

std::vector<Phrase> CommandDesk::unmetFor(const NodeRequest& request) const {
  std::vector<Phrase> unmet;
  if (request.origin.person.value == 0) {
    unmet.push_back({PHRASE("only a person who is named may do this"), {}});
  }
  if (request.origin.reason.empty()) unmet.push_back({PHRASE("a reason must be given"), {}});
  reachable(picture_, request.node, unmet);
  if (request.kind == CommandKind::configure) configurable(picture_, request.node, unmet);
  if (const auto other = selectedOn(request.node)) {
    unmet.push_back({PHRASE("another command for %1 is under way"), {*other}});
  }
  return unmet;
}

void CommandDesk::accept(const NodeRequest& request, Instant at) {
  if (request.node.value >= picture_.site().nodes.size() || forRelay(request.kind)) return;
  CommandTransaction transaction{{}, Selecting{at + stepPatience}, {}, false, false};
  transaction.now.id = CommandId{++lastCommand_};
  transaction.now.kind = request.kind;
  transaction.now.node = request.node;
  transaction.now.parameter = request.parameter;
  transaction.now.origin = request.origin;
  transaction.now.times.decided = at;
  std::vector<Phrase> unmet = unmetFor(request);
  const Place place = ledger_.enter(std::move(transaction));
  if (!unmet.empty()) return finish(place, CommandStage::refused, at, std::move(unmet));
  tell(place->second, CommandStage::selecting, at);
  if (request.kind != CommandKind::configure) return send(place->second, BusCommand::Step::select);
  next(place, Staging{at + stepPatience}, BusCommand::Step::stage, at);
}

void CommandDesk::next(Place place, CommandPhase phase, BusCommand::Step step, Instant at) {
  CommandTransaction& transaction = place->second;
  ledger_.setPhase(transaction, phase);
  if (step == BusCommand::Step::operate) tell(transaction, CommandStage::operating, at);
  send(transaction, step);
}

void CommandDesk::nodeAnswered(Place place, const BusReply& reply) {
  CommandTransaction& transaction = place->second;
  if (reply.status != MSN_SEC_OK) return finish(place, CommandStage::failed, reply.at);
  const Instant giveUpAt = reply.at + stepPatience;
  if (std::holds_alternative<Staging>(transaction.phase)) {
    return next(place, Selecting{giveUpAt}, BusCommand::Step::select, reply.at);
  }
  if (std::holds_alternative<Selecting>(transaction.phase)) {
    return next(place, Operating{giveUpAt}, BusCommand::Step::operate, reply.at);
  }
  const bool forged = reply.proof == CommandProof::forged;
  transaction.proven = proofTexts(reply.proof, reply.keyId);
  if (transaction.now.kind == CommandKind::configure) {  // what it holds is what counts
    ledger_.setPhase(transaction, Proving{reply.at, reply.at + readBackPatience, !forged});
    return tell(transaction, CommandStage::verifying, reply.at);
  }
  finish(place, forged ? CommandStage::failed : CommandStage::confirmed, reply.at);
}

void CommandDesk::accept(const NodeReport& report) {
  if (report.config == ConfigState::unknown) return;
  const auto& all = ledger_.all();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) {
    const auto* proving = std::get_if<Proving>(&entry.second.phase);
    return entry.second.now.kind == CommandKind::configure &&
           entry.second.now.node == report.node && proving != nullptr &&
           report.at >= proving->since;
  });
  if (found == all.end()) return;
  const Place place = ledger_.find(found->first);
  place->second.now.times.fedBack = report.at;
  std::vector<Phrase> differences;
  const NodeClass nodeClass = picture_.site().nodes[report.node.value].nodeClass;
  for (const ConfigDifference& each : report.drift) {
    differences.push_back(differenceText(nodeClass, each));
  }
  const bool holds = report.config == ConfigState::asWanted;
  finish(place, holds ? CommandStage::confirmed : CommandStage::mismatch, report.at,
         std::move(differences));
}

// An OPERATE without an answer may have been carried out; it is not sent again.
void CommandDesk::nodeUnanswered(Place place, const BusReply& reply) {
  const bool operating = std::holds_alternative<Operating>(place->second.phase);
  const bool sent = operating && reply.outcome == BusReply::Outcome::noAnswer;
  if (sent && place->second.now.kind == CommandKind::configure) {  // the page will tell
    ledger_.setPhase(place->second, Proving{reply.at, reply.at + readBackPatience, false});
    return;
  }
  const bool never = reply.outcome == BusReply::Outcome::away &&
                     place->second.now.times.sent == Instant{};
  finish(place, never ? CommandStage::refused : CommandStage::failed, reply.at,
         {sent ? Phrase{PHRASE("the node did not answer: it may have been carried out"), {}}
               : Phrase{PHRASE("away: nothing was carried out"), {}}});
}

}  // namespace firedamp
