#include "session/node_session.h"

#include <algorithm>

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp {
namespace {

// protocol/SPEC.md, host session: two repeats.
constexpr int kAttemptsPerCycle = 3;
// Pages of one boot behind the live page, before the first values: two devices that take turns,
// also with one reply lost between, are found out by then.
constexpr int kPagesToAgree = 2;
constexpr Duration kIncompatibleRecheck = std::chrono::seconds{30};
// A device cannot be taken off the line and another put in its place faster than this (our guess).
constexpr Duration kLeastExchangeTime = std::chrono::seconds{20};
constexpr Duration kIdentityRecheck = std::chrono::seconds{60};
constexpr Duration kConfigRetry = std::chrono::seconds{60};
// A selection of ours stands for at most 10 s (protocol/SPEC.md); before a restart, too.
constexpr Duration kSelectionLasts = std::chrono::seconds{12};
constexpr Duration kCommandWatch = std::chrono::seconds{3};

std::optional<EventReader::Stored> storedOf(const std::optional<StoredEvent>& stored) {
  if (!stored) return std::nullopt;
  return EventReader::Stored{stored->bootId, stored->seq, stored->uptime_ms};
}

std::optional<UptimeMark> markOf(const std::optional<StoredEvent>& stored) {
  if (!stored) return std::nullopt;
  return UptimeMark{stored->uptime_ms, stored->at};
}

std::uint16_t nextTag(std::uint16_t tag) {
  return tag == 0xFFFF ? std::uint16_t{1} : static_cast<std::uint16_t>(tag + 1);
}

}  // namespace

NodeSession::NodeSession(const Site& site, NodeId node, const NodeThings& things,
                         std::optional<StoredEvent> stored, LinkCounters& counters,
                         std::vector<BusOutput>& out)
    : site_(site),
      counters_(&counters),
      out_(&out),
      unit_(site.nodes[node.value].address),
      pollInterval_(site.links[site.nodes[node.value].link.value].pollInterval),
      wanted_(wantedConfig(site, node, things)),
      storedMark_(markOf(stored)),
      scan_(site.scanLimit),
      events_(storedOf(stored)),
      values_(site, node, things) {
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
  if (step_ == Step::config) return configRequest(unit_);
  const std::uint16_t tag = attempts_ > 0 && tag_ != 0 ? tag_ : nextTag(tag_);
  if (!takesCommands()) {  // acknowledges nothing, asks for no events
    return pollRequest(unit_, tag, static_cast<std::uint16_t>(page_->tail - 1), 0);
  }
  // A line too slow or too noisy for many events at once still carries a few, or the values.
  const int fewer = 2 * attempts_;
  return pollRequest(unit_, tag, events_.acknowledge(),
                     static_cast<std::uint16_t>(events_.wanted() >> fewer));
}

void NodeSession::begin(Instant at) {
  selectionUntil_ = at + kSelectionLasts;
  report(at);
}

void NodeSession::sent(const Request& request, Instant at) {
  const Purpose purpose = purposeOf(request);
  if (purpose == Purpose::poll) {
    tag_ = request.written[0];
    events_.acknowledged(request.written[1]);
  }
  if (purpose == Purpose::stage) staged_ = request.written;
  if (purpose == Purpose::secured && commits(request)) readConfigAgain(at);
  if (purpose == Purpose::trip || purpose == Purpose::secured || purpose == Purpose::stage) {
    watchUntil_ = at + kCommandWatch;
    relaysAsked_ = true;
    if (purpose == Purpose::secured) selectionUntil_ = at + kSelectionLasts;
  } else if (attempts_ == 0) {
    cycleStart_ = at;
  }
}

bool NodeSession::accept(const Request& request, const Reply& reply, Instant sent, Instant at) {
  const Purpose purpose = purposeOf(request);
  const auto& registers = reply.registers;
  if (reply.exception != 0) {
    report_.lastReply = at;
    if (purpose == Purpose::config) {
      configUnknown(at);
      return true;
    }
    // 1 to 3: the device does not know what every MSN node knows. Others are passing trouble.
    if (purpose == Purpose::identity && reply.exception <= 3) {
      report_.finding = NodeFinding::notMsn;
      setAside(NodeState::incompatible, kIncompatibleRecheck, at);
    } else {
      failed(request, at);
    }
    return true;
  }
  if (purpose == Purpose::poll && registers[MSN_R_TAG] != request.written[0]) return false;
  if (purpose == Purpose::live && registers[MSN_R_TAG] != 0) return false;
  if (purpose == Purpose::config && !isConfigInForce(reply)) return false;
  if (purpose == Purpose::secured && (registers[0] & 0xFF) != request.written[0] >> 8) return false;
  report_.lastReply = at;
  switch (purpose) {
    case Purpose::identity: acceptIdentity(reply, at); break;
    case Purpose::live: acceptPage(livePage(registers), at); break;
    case Purpose::config: acceptConfig(reply, at); break;
    case Purpose::poll: acceptPoll(request, reply, sent, at); break;
    case Purpose::trip: due_ = std::min(due_, at); break;
    case Purpose::secured:
      if ((registers[0] & 0xF0) == MSN_OP_SELECT && registers[0] >> 8 == MSN_SEC_OK) {
        std::copy_n(registers.begin() + 1, nonce_.size(), nonce_.begin());
      }
      due_ = std::min(due_, at);
      break;
    case Purpose::stage:
    case Purpose::other: break;
  }
  return true;
}

void NodeSession::failed(const Request& request, Instant at) {
  const Purpose purpose = purposeOf(request);
  const bool cycle = purpose == Purpose::identity || purpose == Purpose::live ||
                     purpose == Purpose::config || purpose == Purpose::poll;
  if (!cycle) return;
  releaseHeld();
  eventsWaiting_ = false;
  const bool once = report_.state == NodeState::offline || report_.state == NodeState::lost;
  justUp_ = false;
  due_ = at;
  if (++attempts_ >= (once ? 1 : kAttemptsPerCycle)) {
    attempts_ = 0;
    if (purpose == Purpose::config) configUnknown(at);
    cycleFailed(at);
  }
}

Instant NodeSession::reportDue() const {
  const auto slow = scan_.slowAt();
  return slow ? std::min(*slow, reported_ + kReportEvery) : reported_ + kReportEvery;
}

void NodeSession::store(const StoredEvent& stored, Instant at) {
  events_.store({stored.bootId, stored.seq, stored.uptime_ms});
  if (takesCommands() && events_.acknowledgeDue()) {
    eventsWaiting_ = true;
    if (attempts_ == 0) due_ = std::min(due_, at);
  }
}

void NodeSession::report(Instant at) {
  scan_.advance(at);
  report_.at = at;
  report_.scanCycle = scan_.report(at);
  report_.scanSlow = scan_.slow();
  report_.timeUncertainty =
      clock_.known() ? clock_.uncertaintyOf(report_.uptime_ms) : Duration{0};
  lastReport_ = report_;
  reported_ = at;
  relaysAsked_ = true;  // the next page tells of all relays, changed or not
  out_->push_back(report_);
}

void NodeSession::acceptIdentity(const Reply& reply, Instant at) {
  const NodeSite& site = site_.nodes[id().value];
  const NodeIdentity before = report_.identity;
  attempts_ = 0;
  failedCycles_ = 0;
  justUp_ = false;
  report_.identity = identityOf(reply.registers);
  if (reply.registers[0] != MSN_MAGIC || report_.identity.profile >> 8 != MSN_PROFILE_1_0 >> 8) {
    const bool msn = reply.registers[0] == MSN_MAGIC;
    report_.finding = msn ? NodeFinding::otherProfile : NodeFinding::notMsn;
    return setAside(NodeState::incompatible, kIncompatibleRecheck, at);
  }
  const bool classFits = report_.identity.nodeClass == static_cast<std::uint16_t>(site.nodeClass);
  const bool serialFits = site.serial == 0 || report_.identity.serial == site.serial;
  const bool asked = takesCommands() || report_.state == NodeState::integrity;
  const bool swapped = asked && report_.identity.serial != before.serial;
  if (classFits && serialFits && !swapped) return identified(at);
  // Who answered a moment ago cannot have been carried away since: there are two.
  const bool both = expectedSeen_ && at - *expectedSeen_ < kLeastExchangeTime;
  conflict(both         ? NodeFinding::duplicateAddress
           : serialFits && !swapped ? NodeFinding::otherClass
                        : NodeFinding::otherSerial,
           at);
}

void NodeSession::identified(Instant at) {
  expectedSeen_ = at;
  identityDue_ = at + kIdentityRecheck;
  if (takesCommands() || report_.state == NodeState::integrity) {  // asked in between
    step_ = Step::poll;
    due_ = at;
    return;
  }
  step_ = Step::live;
  due_ = at;
  changeState(NodeState::identifying, at);
}

void NodeSession::acceptPage(const LivePage& page, Instant at) {
  if (report_.state != NodeState::identifying && report_.state != NodeState::integrity) return;
  attempts_ = 0;
  page_ = page;
  pageAt_ = at;
  report_.configCrc = page.configCrc;
  if (report_.state == NodeState::integrity && pagesToAgree_ == 0) {
    step_ = Step::identity;  // once more: two that take turns may have the same boot id
    due_ = at;
    return;
  }
  const bool known = report_.config != ConfigState::unknown && configRead_ == page.configCrc;
  step_ = known || report_.state == NodeState::integrity ? Step::poll : Step::config;
  due_ = at;
  if (report_.state != NodeState::identifying) return;
  pagesToAgree_ = std::max(pagesToAgree_, kPagesToAgree);
  changeState(NodeState::integrity, at);
}

void NodeSession::acceptPoll(const Request& request, const Reply& reply, Instant sent,
                             Instant at) {
  attempts_ = 0;
  const LivePage page = livePage(reply.registers);
  // A recording that begins in the middle: the page and the identity were read before it.
  if (!page_) return identifyAgain(at);
  const bool backwards = static_cast<std::int32_t>(page.uptime_ms - page_->uptime_ms) < 0;
  if (page.bootId != page_->bootId || backwards) return anotherBoot(page, at);
  if (report_.state == NodeState::identifying || report_.state == NodeState::integrity) {
    if (pagesToAgree_ > 0) {
      --pagesToAgree_;
      return acceptPage(page, at);
    }
    meetEvents(page, at);
  } else if (!takesCommands()) {
    return;
  }
  lookForAnotherMaster(page, at);
  clock_.observe(page.uptime_ms, sent, at);
  scan_.page(at);
  page_ = page;
  pageAt_ = at;
  failedCycles_ = 0;
  report_.status = page.status;
  report_.uptime_ms = page.uptime_ms;
  report_.bootId = page.bootId;
  report_.configCrc = page.configCrc;
  report_.finding = NodeFinding::none;
  changeState(NodeState::running, at);
  acceptValues(page, eventRecords(reply.registers), request.readCount == MSN_LEN_LIVE, at);
  planNext(at);
}

// What is read once more between two polls: a configuration that changed, who the node is.
void NodeSession::planNext(Instant at) {
  if (eventsWaiting_) return;
  const bool configOld = configRead_ != page_->configCrc;
  const bool unknown = report_.config == ConfigState::unknown;
  if (configOld || unknown) {
    const bool tried = unknown && at - configTriedAt_ < kConfigRetry;
    if (!tried) step_ = Step::config;
  } else if (identityDue_ <= at) {
    step_ = Step::identity;
  }
}

// Which boot this is, by its number and by its time line; what was lost of its events.
void NodeSession::meetEvents(const LivePage& page, Instant at) {
  const bool met = clock_.known() && report_.bootId == page.bootId &&
                   clock_.goesOn(page.uptime_ms, at);
  const bool stored = storedMark_ && goesOn(*storedMark_, page.uptime_ms, at);
  if (!met) clock_.forget();
  reportLost(events_.meet(*page_, {met, stored}), at);
}

void NodeSession::lookForAnotherMaster(const LivePage& page, Instant at) {
  const bool selected = (page.status & MSN_ST_SELECTED) != 0 && at > selectionUntil_;
  if (selected || events_.acknowledgedByAnother(page)) anotherMaster_ = true;
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
  values_.addRelays(page, at, relaysAsked_, *out_);
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
  for (NodeEvent& event : events) out_->push_back(event);
  for (Sample& sample : samples) out_->push_back(sample);
}

void NodeSession::reportLost(std::uint16_t count, Instant at) {
  if (count != 0) out_->push_back(EventsLost{id(), at, count});
}

void NodeSession::releaseHeld() {
  if (!held_) return;
  std::vector<Sample> samples;
  values_.addSamples(held_->page, clock_, held_->at, samples);
  values_.addRelays(held_->page, held_->at, relaysAsked_, *out_);
  held_.reset();
  emitInOrder({}, std::move(samples));
}

}  // namespace firedamp
