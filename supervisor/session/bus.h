// One link, its nodes and whose turn it is: request, reply, next. Sans-I/O: accept what happened,
// advance to an instant, say the next deadline, hand out what is to be done. One request is under
// way at a time. Timeouts are stamped with their deadline, not with the moment a timer fired.
// Requests are learnt from `sent` events, so that a recording of a link, from its `up` on, replays
// to the same samples, reports and events.
//
// Order of turns: commands, then nodes in alarm or with events (at most every other turn), then
// round robin, and at most one probe of a lost node per round (protocol/SPEC.md, host session).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "crypto/key_ring.h"
#include "domain/command.h"
#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site_index.h"
#include "link/wire_event.h"

namespace firedamp {

struct Transmit {
  LinkId link;
  std::vector<std::uint8_t> bytes;
};
struct Reconnect {  // silent peer: hang up and dial again
  LinkId link;
};

// To a node. Trips go out next, before any poll; select, operate and cancel behind them, each in
// its turn. A trip takes a waiting select or operate of its relay out of the queue (away), so that
// nothing switches on behind it. Nothing is kept for a node that is away. Select, operate and
// cancel need a running or degraded node. A trip is also tried on a quarantined or identifying
// one, and once on a lost one; away for it means link down, never met, or no MSN node.
struct BusCommand {
  // stage: the page that the site wants goes into page STAGED, before a CFG_COMMIT is selected.
  enum class Step : std::uint8_t { trip, select, operate, cancel, stage } step = Step::trip;
  CommandId command;
  RelayId relay;             // of a trip and of function CLOSE
  OperatorId person;
  // Secured functions of a node as a whole (msn_sec_fn); 0 = CLOSE of `relay`.
  std::uint8_t function = 0;
  NodeId node{};
  std::uint16_t parameter = 0;
};
struct BusReply {
  enum class Outcome : std::uint8_t {
    answered,   // `status` and `detail` are the node's
    noAnswer,   // for OPERATE this proves nothing
    away,       // nothing was sent
    noKey,      // nothing was sent: the node wants a MAC and its key is not there
  } outcome = Outcome::answered;
  CommandId command;
  BusCommand::Step step = BusCommand::Step::trip;
  Instant at;
  std::uint16_t status = 0;  // msn_sec_status
  std::uint16_t detail = 0;
  Duration selectLeft{0};
  CommandProof proof = CommandProof::none;  // of an OPERATE that was carried out
  std::uint16_t keyId = 0;                  // whose key proved it
  Instant sent{};                           // the request was written; Instant{} = nothing was
};

using BusOutput = std::variant<Transmit, Reconnect, Sample, NodeReport, RelayReport, NodeEvent,
                               EventsLost, LinkReport, BusReply>;

class Bus {
 public:
  // Keeps a reference to `site`, which must outlive it. `keys`: without a site key only nodes of
  // level L0 and those with the training key can be switched on.
  Bus(const Site& site, LinkId link, std::vector<StoredEvent> stored, const KeyRing& keys = {})
      : Bus(site, SiteIndex{site}, link, stored, keys) {}
  // For a mine of many links: `index` of the same site, needed no longer than this call.
  Bus(const Site& site, const SiteIndex& index, LinkId link,
      const std::vector<StoredEvent>& stored, const KeyRing& keys);
  ~Bus();
  Bus(Bus&&) noexcept;
  // A bus of its own that knows the same.
  Bus(const Bus& other);

  void accept(const WireEvent& event);   // of this link
  void accept(const BusCommand& command, Instant at);
  // Events up to and including this one are on disk: only now may the node forget them.
  void accept(const StoredEvent& stored);
  void advance(Instant now);
  std::optional<Instant> nextDeadline() const;
  std::vector<BusOutput> take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
