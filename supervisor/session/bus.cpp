#include "session/bus.h"

#include <algorithm>
#include <utility>

#include "session/bus_impl.h"

namespace firedamp {
namespace {

constexpr Duration kReportLinkEvery = std::chrono::seconds{5};
// Half-open connections: this many requests in a row without any reply, then hang up; the pause
// doubles while that does not help.
constexpr int kUnansweredToReconnect = 3;
constexpr std::size_t kNodesToReconnect = 3;  // while none has answered yet
constexpr Duration kFirstReconnectPause = std::chrono::seconds{10};
constexpr Duration kLongestReconnectPause = std::chrono::seconds{60};
// A request that is not written in this time is as good as unanswered.
constexpr Duration kWriteGuard = std::chrono::seconds{1};
// protocol/SPEC.md, timing: a secured request costs the node up to 200 ms of cipher.
constexpr Duration kLeastSecuredPatience = std::chrono::milliseconds{250};
// RTU silence: 3.5 characters, but never below what a node with a 1 ms tick can measure.
constexpr Duration kLeastGap = std::chrono::milliseconds{5};

Duration characters(const LinkSite& link, std::size_t count) {
  const std::int64_t baud = std::max<std::int64_t>(link.baud, 300);
  return Duration{static_cast<std::int64_t>(count) * 10 * 1'000'000 / baud};  // 8N1: 10 bits
}

Duration gapOf(const LinkSite& link, Framing framing) {
  if (framing == Framing::mbap) return Duration{0};
  return std::max(kLeastGap, characters(link, 7) / 2);
}

std::optional<StoredEvent> storedFor(NodeId node, const std::vector<StoredEvent>& stored) {
  for (const StoredEvent& event : stored) {
    if (event.node == node) return event;
  }
  return std::nullopt;
}

}  // namespace

Bus::Bus(const Site& site, const SiteIndex& index, LinkId link,
         const std::vector<StoredEvent>& stored, const KeyRing& keys)
    : impl_(std::make_unique<Impl>(site, index, link, stored, keys)) {}
Bus::~Bus() = default;
Bus::Bus(Bus&&) noexcept = default;
Bus::Bus(const Bus& other) : impl_(std::make_unique<Impl>(*other.impl_)) { impl_->settleIn(); }
void Bus::accept(const WireEvent& event) { impl_->accept(event); }
void Bus::accept(const BusCommand& command, Instant at) { impl_->accept(command, at); }
void Bus::accept(const StoredEvent& stored) { impl_->accept(stored); }
void Bus::advance(Instant now) { impl_->advance(now); }
std::optional<Instant> Bus::nextDeadline() const { return impl_->nextDeadline(); }
std::vector<BusOutput> Bus::take() { return impl_->take(); }

Bus::Impl::Impl(const Site& site, const SiteIndex& index, LinkId link,
                const std::vector<StoredEvent>& stored, const KeyRing& keys)
    : site_(site),
      link_(link),
      keys_(keys),
      linkSite_(site.links[link.value]),
      framing_(framingOf(linkSite_.kind)),
      parser_(framing_, counters_),
      reconnectPause_(kFirstReconnectPause) {
  nodes_.reserve(index.nodesOf[link.value].size());
  for (const NodeId node : index.nodesOf[link.value]) {
    nodes_.emplace_back(site, node, index.of[node.value], storedFor(node, stored), counters_, out_);
  }
  reports_ = Deadlines{nodes_.size()};
  settleIn();
}

void Bus::Impl::settleIn() {
  parser_.countIn(counters_);
  byUnit_ = {};
  for (NodeSession& node : nodes_) {
    node.speakTo(counters_, out_);
    NodeSession*& atUnit = byUnit_[node.unit()];
    if (atUnit == nullptr) atUnit = &node;
  }
  if (exchange_ && exchange_->node != nullptr) {
    exchange_->node = &nodes_[placeOf(exchange_->node->id())];
  }
}

std::size_t Bus::Impl::placeOf(NodeId id) const {
  const auto before = [](const NodeSession& node, NodeId other) { return node.id() < other; };
  const auto place = std::lower_bound(nodes_.begin(), nodes_.end(), id, before);
  const bool here = place != nodes_.end() && place->id() == id;
  return here ? static_cast<std::size_t>(place - nodes_.begin()) : nodes_.size();
}

void Bus::Impl::renew(const NodeSession& node) {
  reports_.set(static_cast<std::uint32_t>(placeOf(node.id())), node.reportDue());
}

void Bus::Impl::accept(const WireEvent& event) {
  const Instant at = stepTo(event.at);
  switch (event.kind) {
    case WireEvent::Kind::up: up(at); break;
    case WireEvent::Kind::down: down(event.text, at); break;
    case WireEvent::Kind::sent: sent(event, at); break;
    case WireEvent::Kind::received: received(event.bytes, at); break;
  }
  stepTo(at);
}

void Bus::Impl::accept(const BusCommand& command, Instant at) {
  at = stepTo(at);
  NodeSession* node = nodeOf(command);
  if (node == nullptr || !reachable(*node, command)) {
    answer(command, BusReply::Outcome::away, at);
    return;
  }
  enqueue({command, 0}, at);
  stepTo(at);
}

void Bus::Impl::accept(const StoredEvent& stored) {
  const std::size_t place = placeOf(stored.node);
  if (place < nodes_.size()) nodes_[place].store(stored, now_);
  if (started_) stepTo(now_);
}

void Bus::Impl::advance(Instant now) { stepTo(now); }

std::vector<BusOutput> Bus::Impl::take() { return std::exchange(out_, {}); }

std::optional<Instant> Bus::Impl::nextDeadline() const {
  if (!started_) return std::nullopt;
  Instant next = linkReported_ + kReportLinkEvery;
  next = std::min(next, reports_.next().value_or(next));
  if (exchange_) return std::min(next, exchange_->deadline);
  if (state_ != LinkState::up) return next;
  if (!tickets_.empty()) return std::min(next, std::max(notBefore_, now_));
  const auto turn = turns_.earliest(nodes_);
  return turn ? std::min(next, std::max(*turn, notBefore_)) : next;
}

// Serves every deadline up to `at`, in time order; returns the instant that it is now.
Instant Bus::Impl::stepTo(Instant at) {
  if (!started_) {
    started_ = true;
    now_ = at;
    for (NodeSession& node : nodes_) {
      node.begin(at);
      renew(node);
    }
    reportLink(at);
  }
  at = std::max(at, now_);
  for (auto deadline = nextDeadline(); deadline && *deadline <= at; deadline = nextDeadline()) {
    now_ = std::max(now_, *deadline);
    serve(now_);
  }
  now_ = at;
  return at;
}

void Bus::Impl::serve(Instant at) {
  if (exchange_ && exchange_->deadline <= at) timedOut(at);
  while (const auto place = reports_.takeDue(at)) {
    nodes_[*place].report(at);
    renew(nodes_[*place]);
  }
  if (linkReported_ + kReportLinkEvery <= at) reportLink(at);
  if (!exchange_ && state_ == LinkState::up && notBefore_ <= at) turn(at);
}

void Bus::Impl::up(Instant at) {
  if (state_ == LinkState::up) down("", at);
  state_ = LinkState::up;
  detail_.clear();
  notBefore_ = at;
  unansweredInRow_ = 0;
  askedInRow_.clear();
  answered_.clear();
  for (NodeSession& node : nodes_) {
    node.linkUp(at);
    renew(node);
  }
  reportLink(at);
}

void Bus::Impl::down(const std::string& why, Instant at) {
  state_ = LinkState::down;
  detail_ = why;
  parser_.abandon();
  if (exchange_ && exchange_->ticket) {
    answer(exchange_->ticket->command, BusReply::Outcome::noAnswer, at);
  }
  exchange_.reset();
  for (const Ticket& ticket : std::exchange(tickets_, {})) {
    answer(ticket.command, BusReply::Outcome::away, at);
  }
  for (NodeSession& node : nodes_) {
    node.linkDown(at);
    renew(node);
  }
  reportLink(at);
}

// What went out is what counts, planned by this bus or not: so a recording replays.
void Bus::Impl::sent(const WireEvent& event, Instant at) {
  auto request = decodeRequest(event.bytes, framing_);
  if (!request) return;
  if (exchange_ && (exchange_->onWire || exchange_->request != *request)) {
    giveBack(*exchange_, at);
    exchange_.reset();
  }
  if (!exchange_) {
    exchange_ = Exchange{};
    exchange_->node = nodeAt(request->unit);
    exchange_->request = *request;
  }
  exchange_->onWire = true;
  exchange_->sent = at;
  exchange_->deadline = at + patience(*request);
  transaction_ = request->transaction;
  lastSent_ = *request;
  ++counters_.requests;
  if (exchange_->node != nullptr) {
    turns_.taken(*exchange_->node);
    exchange_->node->sent(*request, at);
    renew(*exchange_->node);
  }
  parser_.expect(*request);
}

// What comes before a request is on the wire answers nothing: the parser counts it as stray.
void Bus::Impl::received(const Bytes& bytes, Instant at) {
  if (framing_ == Framing::rtu) {
    otherMaster_.heard(bytes, lastSent_, at);
    tellOtherMaster(at);
  }
  parser_.push(bytes);
  judge(at);
}

void Bus::Impl::judge(Instant at) {
  while (exchange_ && exchange_->onWire) {
    const auto reply = parser_.next();
    if (!reply) return;
    const bool ours = exchange_->node == nullptr ||
                      exchange_->node->accept(exchange_->request, *reply, exchange_->sent, at);
    if (exchange_->node != nullptr) renew(*exchange_->node);
    if (!ours) {
      parser_.rejectTag();
      continue;
    }
    parser_.accept(*reply);
    if (exchange_->node != nullptr && exchange_->node->sawAnotherMaster()) {
      otherMaster_.certain(at);
      tellOtherMaster(at);
    }
    const Exchange exchange = *std::exchange(exchange_, std::nullopt);
    notBefore_ = at + gapOf(linkSite_, framing_);
    unansweredInRow_ = 0;
    askedInRow_.clear();
    if (exchange.node != nullptr) answered_.insert(exchange.request.unit);
    reconnectPause_ = kFirstReconnectPause;
    reconnectNotBefore_ = at;  // it helped, or was not needed
    if (exchange.ticket) answer(exchange, *reply, at);
  }
}

void Bus::Impl::timedOut(Instant at) {
  const Exchange exchange = *std::exchange(exchange_, std::nullopt);
  if (exchange.onWire) {
    parser_.giveUp();
  } else {
    ++counters_.timeouts;
  }
  if (exchange.ticket) {
    unanswered(exchange, *exchange.ticket, at);
  } else if (exchange.node != nullptr) {
    exchange.node->failed(exchange.request, at);
    renew(*exchange.node);
  }
  ++unansweredInRow_;
  askedInRow_.insert(exchange.request.unit);
  askToReconnect(at);
}

void Bus::Impl::turn(Instant at) {
  while (!tickets_.empty()) {
    const Ticket ticket = tickets_.front();
    tickets_.pop_front();
    NodeSession& node = *nodeOf(ticket.command);
    const bool reached = reachable(node, ticket.command);
    if (auto request = reached ? requestOf(node, ticket.command) : std::nullopt) {
      return transmit(node, std::move(*request), ticket, at);
    }
    answer(ticket.command, reached ? BusReply::Outcome::noKey : BusReply::Outcome::away, at);
  }
  if (NodeSession* node = turns_.pick(nodes_, at)) {
    transmit(*node, node->nextRequest(), std::nullopt, at);
  }
}

void Bus::Impl::transmit(NodeSession& node, Request request, std::optional<Ticket> ticket,
                         Instant at) {
  if (framing_ == Framing::mbap) request.transaction = static_cast<std::uint16_t>(transaction_ + 1);
  out_.push_back(Transmit{link_, encode(request, framing_)});
  exchange_ = Exchange{&node, std::move(request), false, at,
                       at + std::max(kWriteGuard, linkSite_.replyTimeout), std::move(ticket)};
}

// From `sent` to the deadline. Over a serial line `sent` means handed to the driver, so both
// frames still have to pass the wire.
Duration Bus::Impl::patience(const Request& request) const {
  Duration patience = linkSite_.replyTimeout;
  if (purposeOf(request) == Purpose::secured) patience = std::max(patience, kLeastSecuredPatience);
  if (framing_ == Framing::mbap) return patience;
  const std::size_t bytes = encode(request, framing_).size() + request.replyPduBytes() + 3;
  return patience + characters(linkSite_, bytes);
}

// A silent node beside others that answer is no reason to hang up on all of them. Somebody who has
// answered must be silent, too; before anybody has, several.
bool Bus::Impl::allSilent() const {
  const auto hasAnswered = [this](std::uint8_t unit) { return answered_.count(unit) != 0; };
  if (answered_.empty()) return askedInRow_.size() >= std::min(nodes_.size(), kNodesToReconnect);
  return std::any_of(askedInRow_.begin(), askedInRow_.end(), hasAnswered);
}

void Bus::Impl::askToReconnect(Instant at) {
  const bool mayBeHalfOpen =
      linkSite_.kind != LinkKind::serial && state_ == LinkState::up && allSilent();
  if (!mayBeHalfOpen || unansweredInRow_ < kUnansweredToReconnect || at < reconnectNotBefore_) {
    return;
  }
  out_.push_back(Reconnect{link_});
  ++counters_.reconnects;
  unansweredInRow_ = 0;
  askedInRow_.clear();
  reconnectNotBefore_ = at + reconnectPause_;
  reconnectPause_ = std::min(2 * reconnectPause_, kLongestReconnectPause);
}

void Bus::Impl::tellOtherMaster(Instant at) {
  if (otherMaster_.present(at) != otherMasterTold_) reportLink(at);
}

void Bus::Impl::reportLink(Instant at) {
  linkReported_ = at;
  otherMasterTold_ = otherMaster_.present(at);
  out_.push_back(LinkReport{link_, at, state_, counters_, detail_, false, otherMasterTold_});
}

}  // namespace firedamp
