// The inside of a Bus: one exchange at a time over one link. See bus.h for the promises.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "domain/deadlines.h"
#include "session/bus.h"
#include "session/node_session.h"
#include "session/other_master.h"
#include "session/reply_parser.h"
#include "session/turns.h"

namespace firedamp {

class Bus::Impl {
 public:
  Impl(const Site& site, const SiteIndex& index, LinkId link,
       const std::vector<StoredEvent>& stored, const KeyRing& keys);

  void accept(const WireEvent& event);
  void accept(const BusCommand& command, Instant at);
  void accept(const StoredEvent& stored);
  void advance(Instant now);
  std::optional<Instant> nextDeadline() const;
  std::vector<BusOutput> take();
  // After a copy was made: what points into the other one points here.
  void settleIn();

 private:
  struct Ticket {
    BusCommand command;
    int attempts = 0;
  };
  struct Exchange {
    NodeSession* node = nullptr;  // null: a unit that the site does not know
    Request request;
    bool onWire = false;          // false: handed out, its `sent` not seen yet
    Instant sent;
    Instant deadline;
    std::optional<Ticket> ticket;
  };

  Instant stepTo(Instant at);
  // After everything that was done to a node: when it wants to report next.
  void renew(const NodeSession& node);
  std::size_t placeOf(NodeId node) const;  // in nodes_; their number when it is not here
  void serve(Instant at);

  void up(Instant at);
  void down(const std::string& why, Instant at);
  void sent(const WireEvent& event, Instant at);
  void received(const Bytes& bytes, Instant at);
  void judge(Instant at);
  void timedOut(Instant at);
  void turn(Instant at);
  void transmit(NodeSession& node, Request request, std::optional<Ticket> ticket, Instant at);
  Duration patience(const Request& request) const;
  bool allSilent() const;
  void askToReconnect(Instant at);
  void tellOtherMaster(Instant at);
  void reportLink(Instant at);

  // Nothing: the node's key is not there.
  std::optional<Request> requestOf(const NodeSession& node, const BusCommand& command) const;
  CommandProof proofOf(const NodeSession& node, const Request& operate, const Reply& reply) const;
  bool reachable(const NodeSession& node, const BusCommand& command) const;
  NodeSession* nodeOf(const BusCommand& command);
  NodeSession* nodeAt(std::uint8_t unit) const;
  std::deque<Ticket>::iterator behindTrips();
  void enqueue(const Ticket& ticket, Instant at);
  void repeat(const Ticket& ticket, Instant at);
  void answer(const BusCommand& command, BusReply::Outcome outcome, Instant at,
              Instant sent = {});
  void answer(const Exchange& exchange, const Reply& reply, Instant at);
  void unanswered(const Exchange& exchange, const Ticket& ticket, Instant at);
  void giveBack(Exchange& exchange, Instant at);

  const Site& site_;
  LinkId link_;
  const KeyRing keys_;
  const LinkSite& linkSite_;
  Framing framing_;
  LinkCounters counters_;
  std::vector<BusOutput> out_;
  std::vector<NodeSession> nodes_;  // ordered by id
  std::array<NodeSession*, 256> byUnit_{};
  Deadlines reports_;  // of nodes_
  Turns turns_;
  ReplyParser parser_;
  std::deque<Ticket> tickets_;
  std::optional<Exchange> exchange_;
  std::optional<Request> lastSent_;
  OtherMaster otherMaster_;
  bool otherMasterTold_ = false;

  bool started_ = false;
  Instant now_{};        // never steps back
  LinkState state_ = LinkState::connecting;
  std::string detail_;
  Instant linkReported_{};
  Instant notBefore_{};  // the line must be silent until then
  std::uint16_t transaction_ = 0;
  int unansweredInRow_ = 0;
  std::set<std::uint8_t> askedInRow_;  // units of these
  std::set<std::uint8_t> answered_;    // units, since the link came up
  Instant reconnectNotBefore_{};
  Duration reconnectPause_;
};

}  // namespace firedamp
