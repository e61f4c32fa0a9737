// Commands on their way to a node and back.
#include <algorithm>

#include "msn/codes.h"
#include "session/bus_impl.h"
#include "session/secured.h"

namespace firedamp {
namespace {

constexpr int kAttempts = 3;  // of what may be repeated: TRIP, SELECT, CANCEL

// Modbus exception codes in the words of a secured answer.
std::uint16_t statusOf(std::uint8_t exception) {
  switch (exception) {
    case 0x01: return MSN_SEC_NOT_SUPPORTED;
    case 0x02:
    case 0x03: return MSN_SEC_FORMAT;
    case 0x05:
    case 0x06: return MSN_SEC_BUSY;
    default: return MSN_SEC_HW_ERROR;
  }
}

std::uint8_t operationOf(const BusCommand& command) {
  const std::uint8_t function =
      command.function == 0 ? std::uint8_t{MSN_FN_CLOSE} : command.function;
  switch (command.step) {
    case BusCommand::Step::select: return static_cast<std::uint8_t>(+MSN_OP_SELECT | function);
    case BusCommand::Step::operate: return static_cast<std::uint8_t>(+MSN_OP_OPERATE | function);
    case BusCommand::Step::cancel: return static_cast<std::uint8_t>(+MSN_OP_CANCEL | function);
    case BusCommand::Step::trip:
    case BusCommand::Step::stage: break;
  }
  return MSN_FN_TRIP;
}

bool switchesOn(const BusCommand& command, RelayId relay) {
  return command.function == 0 && command.relay == relay &&
         (command.step == BusCommand::Step::select || command.step == BusCommand::Step::operate);
}

std::optional<Key> keyOf(const KeyRing& keys, const NodeIdentity& identity) {
  return keys.deviceKey(identity.serial, identity.keyId);
}

// What an OPERATE on the wire asks for.
SecuredCall callOf(const Request& operate) {
  return {operate.unit, static_cast<std::uint8_t>(operate.written[0] >> 8 & 0x0F),
          static_cast<std::uint8_t>(operate.written[0] & 0xFF), operate.written[1],
          operate.written[2]};
}

}  // namespace

std::optional<Request> Bus::Impl::requestOf(const NodeSession& node,
                                            const BusCommand& command) const {
  const bool whole = command.function != 0;  // of the node, not of a relay
  const std::uint8_t channel = whole ? std::uint8_t{0} : site_.relays[command.relay.value].channel;
  if (command.step == BusCommand::Step::trip) {
    return tripRequest(node.unit(), static_cast<std::uint8_t>(1u << (channel & 7u)));
  }
  if (command.step == BusCommand::Step::stage) {
    auto page = node.wantedPage();
    return page ? std::optional{stageRequest(node.unit(), std::move(*page))} : std::nullopt;
  }
  const auto request = [&](std::span<const std::uint16_t> proof) {
    Request made = securedRequest(node.unit(), operationOf(command), channel,
                                  static_cast<std::uint16_t>(command.person.value), proof);
    made.written[1] = command.parameter;
    return made;
  };
  if (command.step != BusCommand::Step::operate) return request({});
  // Level L0: OPERATE proves by the echoed nonce that SELECT was answered (protocol/SPEC.md).
  if ((node.identity().caps & MSN_CAP_MAC) == 0) return request(node.nonce());
  const auto key = keyOf(keys_, node.identity());
  if (!key) return std::nullopt;
  const bool commits = command.function == MSN_FN_CFG_COMMIT;
  return request(operateMac(*key, callOf(request({})), node.nonce(),
                            commits ? std::span{node.staged()} : std::span<const std::uint16_t>{}));
}

// What stands behind an OPERATE that the node says it carried out.
CommandProof Bus::Impl::proofOf(const NodeSession& node, const Request& operate,
                                const Reply& reply) const {
  const std::uint16_t caps = node.identity().caps;
  if ((caps & MSN_CAP_MAC) == 0) return CommandProof::nonce;
  if ((caps & MSN_CAP_RESULT_MAC) == 0) return CommandProof::mac;
  const auto key = keyOf(keys_, node.identity());
  if (!key) return CommandProof::forged;
  FourRegisters told{};
  std::copy_n(reply.registers.begin() + 1, told.size(), told.begin());
  const auto status = static_cast<std::uint8_t>(reply.registers[0] >> 8);
  const auto detail = static_cast<std::uint8_t>(reply.registers[6] & 0xFF);
  const FourRegisters expected = resultMac(*key, callOf(operate), status, detail, node.nonce());
  return sameMac(told, expected) ? CommandProof::macBothWays : CommandProof::forged;
}

bool Bus::Impl::reachable(const NodeSession& node, const BusCommand& command) const {
  if (state_ != LinkState::up) return false;
  return command.step == BusCommand::Step::trip ? node.takesTrip() : node.takesCommands();
}

NodeSession* Bus::Impl::nodeOf(const BusCommand& command) {
  const bool whole = command.function != 0;
  if (!whole && command.relay.value >= site_.relays.size()) return nullptr;
  const NodeId id = whole ? command.node : site_.relays[command.relay.value].node;
  const std::size_t place = placeOf(id);
  return place < nodes_.size() ? &nodes_[place] : nullptr;
}

NodeSession* Bus::Impl::nodeAt(std::uint8_t unit) const { return byUnit_[unit]; }

// The first ticket that is no trip.
std::deque<Bus::Impl::Ticket>::iterator Bus::Impl::behindTrips() {
  return std::find_if(tickets_.begin(), tickets_.end(), [](const Ticket& other) {
    return other.command.step != BusCommand::Step::trip;
  });
}

// Trips overtake everything but other trips. What would switch on the relay that they trip must
// not follow them: it is answered instead of sent.
void Bus::Impl::enqueue(const Ticket& ticket, Instant at) {
  if (ticket.command.step != BusCommand::Step::trip) {
    tickets_.push_back(ticket);
    return;
  }
  const auto overtaken = [&ticket](const Ticket& other) {
    return switchesOn(other.command, ticket.command.relay);
  };
  for (const Ticket& other : tickets_) {
    if (overtaken(other)) answer(other.command, BusReply::Outcome::away, at);
  }
  std::erase_if(tickets_, overtaken);
  tickets_.insert(behindTrips(), ticket);
}

// Once more, before all others of its kind; only a trip is kept waiting by no trip.
void Bus::Impl::repeat(const Ticket& ticket, Instant at) {
  const BusCommand& command = ticket.command;
  const auto trips = behindTrips();
  const bool tripped = std::any_of(tickets_.begin(), trips, [&command](const Ticket& other) {
    return other.command.relay == command.relay;
  });
  if (command.step == BusCommand::Step::trip) {
    tickets_.push_front(ticket);
  } else if (tripped && switchesOn(command, command.relay)) {
    answer(command, BusReply::Outcome::noAnswer, at);
  } else {
    tickets_.insert(trips, ticket);
  }
}

void Bus::Impl::answer(const BusCommand& command, BusReply::Outcome outcome, Instant at,
                       Instant sent) {
  BusReply reply;
  reply.outcome = outcome;
  reply.command = command.command;
  reply.step = command.step;
  reply.at = at;
  reply.sent = sent;
  out_.push_back(reply);
}

void Bus::Impl::answer(const Exchange& exchange, const Reply& reply, Instant at) {
  const BusCommand& command = exchange.ticket->command;
  BusReply told;
  told.command = command.command;
  told.step = command.step;
  told.at = at;
  told.sent = exchange.sent;
  if (reply.exception != 0) {
    told.status = statusOf(reply.exception);
  } else if (command.step == BusCommand::Step::stage) {
    const bool taken = reply.registers == exchange.request.written;
    told.status = taken ? std::uint16_t{MSN_SEC_OK} : std::uint16_t{MSN_SEC_HW_ERROR};
  } else if (command.step != BusCommand::Step::trip) {
    told.status = reply.registers[0] >> 8;
    told.selectLeft = std::chrono::milliseconds{100 * reply.registers[5]};
    told.detail = reply.registers[6];
    if (command.step == BusCommand::Step::operate && told.status == MSN_SEC_OK) {
      told.proof = proofOf(*exchange.node, exchange.request, reply);
      told.keyId = exchange.node->identity().keyId;
    }
  }
  out_.push_back(told);
}

// OPERATE is never repeated: its reply may be lost after it was carried out. A lost node gets one
// try of TRIP only, so that it does not hold up the trips of others.
void Bus::Impl::unanswered(const Exchange& exchange, const Ticket& ticket, Instant at) {
  Ticket again = ticket;
  ++again.attempts;
  const bool once = ticket.command.step == BusCommand::Step::operate || exchange.node->dead();
  if (once || again.attempts >= kAttempts) {
    answer(ticket.command, BusReply::Outcome::noAnswer, at,
           exchange.onWire ? exchange.sent : Instant{});
  } else {
    repeat(again, at);
  }
}

// Another request went out than the one handed out last: what was planned goes back, unless it
// may have been carried out.
void Bus::Impl::giveBack(Exchange& exchange, Instant at) {
  if (!exchange.ticket) return;
  if (exchange.onWire || exchange.ticket->command.step == BusCommand::Step::operate) {
    answer(exchange.ticket->command, BusReply::Outcome::noAnswer, at);
  } else {
    repeat(*exchange.ticket, at);
  }
}

}  // namespace firedamp
