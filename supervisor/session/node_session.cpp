#include "session/node_session.h"

#include <algorithm>

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

// protocol/SPEC.md, host session: two repeats; three failed cycles are a lost node.
constexpr int kAttemptsPerCycle = 3;
constexpr int kCyclesToLost = 3;
// Two devices that answer by chance pass for one once in 2^16 checks.
constexpr int kPagesAfterConflict = 16;
// Back-off of probes: every 4th cycle, after that many probes every 30 s.
constexpr int kProbesBeforeSlow = 8;
constexpr Duration kSlowProbe = std::chrono::seconds{30};
constexpr Duration kQuarantineRecheck = std::chrono::seconds{10};
constexpr Duration kIncompatibleRecheck = std::chrono::seconds{30};
// A node that booted since the last page cannot be up for longer than that, but for rounding.
constexpr std::int64_t kBootSlack_ms = 1000;
constexpr Duration kCommandWatch = std::chrono::seconds{3};

std::optional<EventReader::Stored> storedOf(const std::optional<StoredEvent>& stored) {
  if (!stored) return std::nullopt;
  return EventReader::Stored{stored->bootId, stored->seq};
}

std::uint16_t nextTag(std::uint16_t tag) {
  return tag == 0xFFFF ? std::uint16_t{1} : static_cast<std::uint16_t>(tag + 1);
}

}  // namespace

NodeSession::NodeSession(const Site& site, NodeId node, std::optional<StoredEvent> stored,
                         LinkCounters& counters, std::vector<BusOutput>& out)
    : site_(site),
      counters_(counters),
      out_(out),
      unit_(site.nodes[node.value].address),
      pollInterval_(site.links[site.nodes[node.value].link.value].pollInterval),
      events_(storedOf(stored)),
      values_(site, node) {
  report_.node = node;
  lastReport_ = report_;
}

bool NodeSession::urgent() const {
  const bool inAlarm = page_ && report_.state == NodeState::running &&
                       (page_->status & (MSN_ST_ALARM | MSN_ST_WARNING | MSN_ST_CUTOFF)) != 0;
  return inAlarm || eventsWaiting_ || due_ < watchUntil_;
}

bool NodeSession::dead() const {
  return !justUp_ && (report_.state == NodeState::offline || report_.state == NodeState::lost);
}

// Making safe may always be tried, except on something that is no MSN node as far as we know.
bool NodeSession::takesTrip() const {
  return report_.state != NodeState::offline && report_.state != NodeState::incompatible;
}

bool NodeSession::takesCommands() const {
  return report_.state == NodeState::running || report_.state == NodeState::degraded;
}

Request NodeSession::nextRequest() const {
  if (step_ == Step::identity) return identityRequest(unit_);
  if (step_ == Step::live) return liveRequest(unit_);
  const std::uint16_t tag = attempts_ > 0 && tag_ != 0 ? tag_ : nextTag(tag_);
  if (report_.state == NodeState::identifying) {  // acknowledges nothing, asks for no events
    return pollRequest(unit_, tag, static_cast<std::uint16_t>(page_->tail - 1), 0);
  }
  // A line too slow or too noisy for many events at once still carries a few, or the values.
  const int fewer = 2 * attempts_;
  return pollRequest(unit_, tag, events_.acknowledge(),
                     static_cast<std::uint16_t>(events_.wanted() >> fewer));
}

void NodeSession::begin(Instant at) { report(at); }

void NodeSession::linkUp(Instant at) {
  justUp_ = true;
  step_ = Step::identity;
  attempts_ = 0;
  failedProbes_ = 0;
  due_ = at;
}

void NodeSession::linkDown(Instant at) {
  if (report_.state != NodeState::offline) lose(at);
}

void NodeSession::sent(const Request& request, Instant at) {
  const Purpose purpose = purposeOf(request);
  if (purpose == Purpose::poll) tag_ = request.written[0];
  if (purpose == Purpose::trip || purpose == Purpose::secured) {
    watchUntil_ = at + kCommandWatch;
    relaysAsked_ = true;
  } else if (attempts_ == 0) {
    cycleStart_ = at;
  }
}

bool NodeSession::accept(const Request& request, const Reply& reply, Instant sent, Instant at) {
  const Purpose purpose = purposeOf(request);
  const auto& registers = reply.registers;
  if (reply.exception != 0) {
    report_.lastReply = at;
    // 1 to 3: the device does not know what every MSN node knows. Others are passing trouble.
    if (purpose == Purpose::identity && reply.exception <= 3) {
      setAside(NodeState::incompatible, kIncompatibleRecheck, at);
    } else {
      failed(request, at);
    }
    return true;
  }
  if (purpose == Purpose::poll && registers[MSN_R_TAG] != request.written[0]) return false;
  if (purpose == Purpose::live && registers[MSN_R_TAG] != 0) return false;
  if (purpose == Purpose::secured && (registers[0] & 0xFF) != request.written[0] >> 8) return false;
  report_.lastReply = at;
  switch (purpose) {
    case Purpose::identity: acceptIdentity(reply, at); break;
    case Purpose::live: acceptPage(livePage(registers), at); break;
    case Purpose::poll: acceptPoll(request, reply, sent, at); break;
    case Purpose::trip: due_ = std::min(due_, at); break;
    case Purpose::secured:
      if ((registers[0] & 0xF0) == MSN_OP_SELECT && registers[0] >> 8 == MSN_SEC_OK) {
        std::copy_n(registers.begin() + 1, nonce_.size(), nonce_.begin());
      }
      due_ = std::min(due_, at);
      break;
    case Purpose::other: break;
  }
  return true;
}

void NodeSession::failed(const Request& request, Instant at) {
  const Purpose purpose = purposeOf(request);
  if (purpose == Purpose::trip || purpose == Purpose::secured || purpose == Purpose::other) return;
  releaseHeld();
  eventsWaiting_ = false;
  const bool once = report_.state == NodeState::offline || report_.state == NodeState::lost;
  justUp_ = false;
  due_ = at;
  if (++attempts_ >= (once ? 1 : kAttemptsPerCycle)) {
    attempts_ = 0;
    cycleFailed(at);
  }
}

void NodeSession::store(const StoredEvent& stored, Instant at) {
  events_.store({stored.bootId, stored.seq});
  if (takesCommands() && events_.acknowledgeDue()) {
    eventsWaiting_ = true;
    if (attempts_ == 0) due_ = std::min(due_, at);
  }
}

void NodeSession::report(Instant at) {
  report_.at = at;
  lastReport_ = report_;
  reported_ = at;
  relaysAsked_ = true;  // the next page tells of all relays, changed or not
  out_.push_back(report_);
}

void NodeSession::acceptIdentity(const Reply& reply, Instant at) {
  const NodeSite& site = site_.nodes[id().value];
  attempts_ = 0;
  failedCycles_ = 0;
  justUp_ = false;
  report_.identity = identityOf(reply.registers);
  const bool msn = reply.registers[0] == MSN_MAGIC &&
                   report_.identity.profile >> 8 == MSN_PROFILE_1_0 >> 8;
  const bool expected =
      report_.identity.nodeClass == static_cast<std::uint16_t>(site.nodeClass) &&
      (site.serial == 0 || report_.identity.serial == site.serial);
  if (!msn) {
    setAside(NodeState::incompatible, kIncompatibleRecheck, at);
  } else if (!expected) {
    conflict(at);
  } else {
    step_ = Step::live;
    due_ = at;
    changeState(NodeState::identifying, at);
  }
}

void NodeSession::acceptPage(const LivePage& page, Instant at) {
  if (report_.state != NodeState::identifying) return;
  attempts_ = 0;
  page_ = page;
  pageAt_ = at;
  step_ = Step::poll;
  due_ = at;
}

void NodeSession::acceptPoll(const Request& request, const Reply& reply, Instant sent,
                             Instant at) {
  attempts_ = 0;
  const LivePage page = livePage(reply.registers);
  // A recording that begins in the middle: the page and the identity were read before it.
  if (!page_) return identifyAgain(at);
  const bool backwards = static_cast<std::int32_t>(page.uptime_ms - page_->uptime_ms) < 0;
  if (page.bootId != page_->bootId || backwards) return anotherBoot(page, at);
  if (report_.state == NodeState::identifying) {
    if (pagesToAgree_ > 0) {
      --pagesToAgree_;
      return acceptPage(page, at);
    }
    if (report_.bootId != page.bootId || !clock_.known()) clock_.forget();
    reportLost(events_.meet(*page_), at);
  } else if (!takesCommands()) {
    return;
  }
  clock_.observe(page.uptime_ms, sent, at);
  page_ = page;
  pageAt_ = at;
  failedCycles_ = 0;
  report_.status = page.status;
  report_.uptime_ms = page.uptime_ms;
  report_.bootId = page.bootId;
  changeState(NodeState::running, at);
  acceptValues(page, eventRecords(reply.registers), request.readCount == MSN_LEN_LIVE, at);
}

void NodeSession::acceptValues(const LivePage& page, const std::vector<EventRecord>& records,
                               bool mayHold, Instant at) {
  const EventReader::Delivery delivery = events_.take(page, records);
  reportLost(delivery.lost, at);
  const bool more = events_.wanted() > 0;
  eventsWaiting_ = more && (mayHold || !delivery.fresh.empty());
  due_ = eventsWaiting_ ? at : std::max(at, cycleStart_ + interval(at));
  if (events_.waitInWindow() && mayHold && !held_) {
    // Events older than this reading wait in the node. They go first, so that an excursion
    // between two polls reaches the alarms in the order in which it happened. Decided by the wire
    // alone, not by what is stored: a recording must hold back the same readings.
    held_ = Held{page, at};
    return;
  }
  std::vector<Sample> samples;
  if (held_) values_.addSamples(held_->page, clock_, held_->at, samples);
  held_.reset();
  values_.addSamples(page, clock_, at, samples);
  emitInOrder(eventsOf(delivery.fresh, at), std::move(samples));
  values_.addRelays(page, at, relaysAsked_, out_);
  relaysAsked_ = false;
}

std::vector<NodeEvent> NodeSession::eventsOf(const std::vector<EventRecord>& records,
                                             Instant at) const {
  std::vector<NodeEvent> events;
  for (const EventRecord& record : records) {
    NodeEvent event;
    event.node = id();
    event.bootId = report_.bootId;
    event.seq = record.seq;
    event.uptime_ms = record.uptime_ms;
    event.at = clock_.instantOf(record.uptime_ms, at);
    event.timeUncertain = !clock_.meets(record.uptime_ms);
    event.code = record.code;
    event.channel = record.channel;
    event.value = record.value;
    events.push_back(event);
  }
  return events;
}

// Events keep the node's order among themselves; each brings its sample with it.
void NodeSession::emitInOrder(std::vector<NodeEvent> events, std::vector<Sample> samples) {
  for (const NodeEvent& event : events) values_.addSample(event, *page_, samples);
  std::stable_sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) {
    return a.at != b.at ? a.at < b.at : a.fromEvent && !b.fromEvent;
  });
  for (NodeEvent& event : events) out_.push_back(event);
  for (Sample& sample : samples) out_.push_back(sample);
}

void NodeSession::reportLost(std::uint16_t count, Instant at) {
  if (count != 0) out_.push_back(EventsLost{id(), at, count});
}

void NodeSession::releaseHeld() {
  if (!held_) return;
  std::vector<Sample> samples;
  values_.addSamples(held_->page, clock_, held_->at, samples);
  values_.addRelays(held_->page, held_->at, relaysAsked_, out_);
  held_.reset();
  emitInOrder({}, std::move(samples));
}

// The node booted since the last page, or there are two devices under this address.
void NodeSession::anotherBoot(const LivePage& page, Instant at) {
  const std::int64_t away_ms = (at - pageAt_) / std::chrono::milliseconds{1};
  if (page.uptime_ms <= away_ms + kBootSlack_ms) {
    identifyAgain(at);
    clock_.forget();
    return;
  }
  conflict(at);
}

void NodeSession::conflict(Instant at) {
  ++counters_.identityConflicts;
  pagesToAgree_ = kPagesAfterConflict;
  setAside(NodeState::quarantined, kQuarantineRecheck, at);
}

void NodeSession::identifyAgain(Instant at) {
  releaseHeld();
  step_ = Step::identity;
  due_ = at;
  eventsWaiting_ = false;
  changeState(NodeState::identifying, at);
}

void NodeSession::setAside(NodeState state, Duration recheck, Instant at) {
  releaseHeld();
  attempts_ = 0;
  failedCycles_ = 0;
  justUp_ = false;
  eventsWaiting_ = false;
  step_ = Step::identity;
  due_ = at + recheck;
  values_.lose(at, out_);
  changeState(state, at);
}

void NodeSession::cycleFailed(Instant at) {
  if (report_.state == NodeState::offline || report_.state == NodeState::lost) {
    ++failedProbes_;
    const bool slow = failedProbes_ >= kProbesBeforeSlow;
    due_ = at + (slow ? std::max(kSlowProbe, 4 * pollInterval_) : 4 * pollInterval_);
    return;
  }
  if (++failedCycles_ >= kCyclesToLost) return lose(at);
  due_ = std::max(at, cycleStart_ + pollInterval_);
  if (report_.state == NodeState::running) changeState(NodeState::degraded, at);
}

void NodeSession::lose(Instant at) {
  releaseHeld();
  step_ = Step::identity;
  attempts_ = 0;
  failedCycles_ = 0;
  failedProbes_ = 0;
  justUp_ = false;
  eventsWaiting_ = false;
  due_ = at + pollInterval_;
  values_.lose(at, out_);
  changeState(NodeState::lost, at);
}

void NodeSession::changeState(NodeState state, Instant at) {
  report_.state = state;
  reportChange(at);
}

void NodeSession::reportChange(Instant at) {
  const bool same = report_.state == lastReport_.state && report_.status == lastReport_.status &&
                    report_.bootId == lastReport_.bootId &&
                    report_.identity == lastReport_.identity;
  if (!same) report(at);
}

Duration NodeSession::interval(Instant at) const {
  if (at < watchUntil_) return pollInterval_ / 4;
  const bool inAlarm = (page_->status & (MSN_ST_ALARM | MSN_ST_WARNING | MSN_ST_CUTOFF)) != 0;
  return inAlarm ? pollInterval_ / 2 : pollInterval_;
}

}  // namespace firedamp
