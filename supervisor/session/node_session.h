// One node as the supervisor sees it: found, identified, polled, missed, lost, found again.
//
//   offline/lost --identity fits--> identifying --live page--> integrity
//   integrity --configuration read, four pages of one boot--> running
//   running --a cycle failed--> degraded --three cycles failed--> lost
//   any --other serial or class, or two devices under one address--> quarantined
//   any --no MSN node--> incompatible
//
// A cycle is a request and up to two repeats, so a single silent node of a quiet line is lost
// within pollInterval + 3 * max(pollInterval, 3 * attempt), attempt = replyTimeout + both frames'
// time on the wire + gaps; other silent nodes add theirs.
//
// The configuration is compared with the site's and read again when its CRC changes; a node that
// does not show it runs all the same. While running the identity is asked for once a minute: an
// exchanged device may come with the boot id of the one before.
//
// Values are taken only while running: after the identity four pages must agree, so that two
// devices that answer in turns are found out before the first value. After such a conflict many
// pages must agree, so that two that answer by chance are not taken for one. Learns what was asked
// from the wire (`sent`), not from nextRequest().
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "session/config_page.h"
#include "session/event_reader.h"
#include "session/frame.h"
#include "session/node_clock.h"
#include "session/node_values.h"
#include "session/reply_parser.h"
#include "session/scan_watch.h"

namespace firedamp {

class NodeSession {
 public:
  // `site`, `counters` and `out` must outlive the session.
  NodeSession(const Site& site, NodeId node, const NodeThings& things,
              std::optional<StoredEvent> stored, LinkCounters& counters,
              std::vector<BusOutput>& out);
  // Of a copy: counts and speaks there from now on.
  void speakTo(LinkCounters& counters, std::vector<BusOutput>& out) {
    counters_ = &counters;
    out_ = &out;
  }

  NodeId id() const { return report_.node; }
  std::uint8_t unit() const { return unit_; }
  // As last read; of a node never met all zero.
  const NodeIdentity& identity() const { return report_.identity; }

  // Whose turn it is.
  Instant due() const { return due_; }
  bool urgent() const;   // in alarm, with events, or just commanded
  bool dead() const;     // a probe of it will most likely cost a timeout
  bool takesTrip() const;
  bool takesCommands() const;
  Request nextRequest() const;

  void begin(Instant at);
  void linkUp(Instant at);
  void linkDown(Instant at);
  void sent(const Request& request, Instant at);
  // False: this is not the reply to that request; go on waiting.
  bool accept(const Request& request, const Reply& reply, Instant sent, Instant at);
  void failed(const Request& request, Instant at);
  void store(const StoredEvent& stored, Instant at);

  // True once after it showed that another master acknowledges its events or selects its relays.
  bool sawAnotherMaster() { return std::exchange(anotherMaster_, false); }

  // Nonce of the last SELECT that the node granted.
  const std::array<std::uint16_t, 4>& nonce() const { return nonce_; }

  // What its CONFIG page shall become; nothing: what it holds is not known.
  std::optional<std::vector<std::uint16_t>> wantedPage() const;
  // What was last sent to its page STAGED.
  const std::vector<std::uint16_t>& staged() const { return staged_; }

  Instant reportDue() const;
  void report(Instant at);

  static constexpr Duration kReportEvery = std::chrono::seconds{10};

 private:
  enum class Step { identity, live, config, poll };  // what is to be asked next
  struct Held {
    LivePage page;
    Instant at;
  };

  void acceptIdentity(const Reply& reply, Instant at);
  void identified(Instant at);
  void acceptPage(const LivePage& page, Instant at);
  bool isConfigInForce(const Reply& reply) const;
  void acceptConfig(const Reply& reply, Instant at);
  void configUnknown(Instant at);
  void readConfigAgain(Instant at);
  static bool commits(const Request& request);
  void planNext(Instant at);
  void meetEvents(const LivePage& page, Instant at);
  void lookForAnotherMaster(const LivePage& page, Instant at);
  void acceptPoll(const Request& request, const Reply& reply, Instant sent, Instant at);
  void acceptValues(const LivePage& page, const std::vector<EventRecord>& records, bool mayHold,
                    Instant at);
  std::vector<NodeEvent> eventsOf(const std::vector<EventRecord>& records, Instant at) const;
  void emitInOrder(std::vector<NodeEvent> events, std::vector<Sample> samples);
  void reportLost(std::uint16_t count, Instant at);
  void releaseHeld();
  void anotherBoot(const LivePage& page, Instant at);
  void conflict(NodeFinding finding, Instant at);
  void setAside(NodeState state, Duration recheck, Instant at);
  void identifyAgain(Instant at);
  void cycleFailed(Instant at);
  void lose(Instant at);
  void changeState(NodeState state, Instant at);
  void reportChange(Instant at);
  Duration interval(Instant at) const;

  const Site& site_;
  LinkCounters* counters_;
  std::vector<BusOutput>* out_;
  std::uint8_t unit_;
  Duration pollInterval_;
  NodeReport report_;      // as it is
  NodeReport lastReport_;  // as last told
  Instant reported_{};

  Step step_ = Step::identity;
  Instant due_{};
  Instant cycleStart_{};
  int attempts_ = 0;
  int failedCycles_ = 0;
  int failedProbes_ = 0;
  int pagesToAgree_ = 0;  // before values are believed again
  bool justUp_ = false;
  std::uint16_t tag_ = 0;
  std::optional<LivePage> page_;  // last of the boot that is believed
  Instant pageAt_{};
  std::optional<Held> held_;      // values that wait for the events before them
  bool eventsWaiting_ = false;
  bool relaysAsked_ = false;
  Instant watchUntil_{};          // a command is being proved
  std::array<std::uint16_t, 4> nonce_{};
  std::vector<NodeRegister> wanted_;  // of the node's configuration
  std::vector<std::uint16_t> staged_;
  std::uint16_t configRead_ = 0;   // CRC of the configuration that was compared
  Instant configTriedAt_{};
  Instant identityDue_{};         // while running
  std::optional<Instant> expectedSeen_;  // the device of the site said who it is
  Instant selectionUntil_{};      // ours, as far as we know
  bool anotherMaster_ = false;
  std::optional<UptimeMark> storedMark_;
  ScanWatch scan_;
  NodeClock clock_;
  EventReader events_;
  NodeValues values_;
};

}  // namespace firedamp
