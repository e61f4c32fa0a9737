#include "core/core_bench.h"

#include <algorithm>

#include "domain/journal_text.h"

namespace firedamp::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration tick = milliseconds{1};
constexpr Duration commitTime = milliseconds{20};

LinkSite link(const char* tag) {
  LinkSite site;
  site.tag = tag;
  site.kind = LinkKind::serial;
  site.baud = 115'200;
  site.pollInterval = milliseconds{200};
  site.replyTimeout = milliseconds{50};
  return site;
}

NodeSite node(const char* tag, LinkId link, std::uint8_t address, NodeClass nodeClass) {
  NodeSite site;
  site.tag = tag;
  site.link = link;
  site.address = address;
  site.nodeClass = nodeClass;
  return site;
}

RelaySite relay(const char* tag, NodeId node, std::uint8_t channel) {
  RelaySite site;
  site.tag = tag;
  site.node = node;
  site.channel = channel;
  site.gasBelowReset = {ch4};
  site.airAboveLow = {air};
  return site;
}

PointSite gasPoint() {
  PointSite site;
  site.tag = "CH4";
  site.node = gasNode;
  site.limits.alarm = 100;
  site.limits.alarmRelease = 90;
  site.limits.trip = 150;
  site.limits.tripRelease = 100;
  return site;
}

PointSite airPoint() {
  PointSite site;
  site.tag = "AIR";
  site.node = airNode;
  site.kind = PointKind::flow;
  site.unit = Unit::flow;
  site.limits.low = 300'00;
  site.limits.lowRelease = 320'00;
  site.limits.onDelay = seconds{2};
  return site;
}

AreaSite area(const char* tag, std::vector<RelayId> relays) {
  AreaSite site;
  site.tag = tag;
  site.relays = std::move(relays);
  return site;
}

}  // namespace

Site faceMine() {
  Site site;
  site.tag = "MINE";
  site.links = {link("gas"), link("power")};
  site.nodes = {node("N1", gasLink, 1, NodeClass::methane),
                node("N2", gasLink, 2, NodeClass::flow),
                node("N3", powerLink, 3, NodeClass::relay)};
  site.points = {gasPoint(), airPoint()};
  site.relays = {relay("K1", gasNode, 0), relay("K2", powerNode, 0), relay("K3", powerNode, 1)};
  site.areas = {area("FACE", {k1, k2}), area("RETURN", {k3})};
  InterlockSite interlock;
  interlock.tag = "CH4";
  interlock.points = {ch4};
  interlock.relays = {k2, k3};
  site.interlocks = {interlock};
  return site;
}

CoreBench::CoreBench(Site site, CoreWitness* witness, int roundsPerStep)
    : site_(std::move(site)), witness_(witness), roundsPerStep_(roundsPerStep),
      plugged_(site_.links.size()) {
  for (std::uint32_t i = 0; i < site_.nodes.size(); ++i) {
    const auto relays = std::count_if(site_.relays.begin(), site_.relays.end(),
                                      [i](const RelaySite& r) { return r.node == NodeId{i}; });
    const NodePlate plate{site_.nodes[i].address, site_.nodes[i].nodeClass,
                          static_cast<std::uint8_t>(relays), 100 + i};
    nodes_.push_back(
        std::make_unique<NativeNode>(plate, static_cast<std::uint16_t>(0x1230 + i)));
  }
  begin({});
}

void CoreBench::begin(EngineStarted started) {
  number_ = 0;
  if (witness_ != nullptr) witness_->saw(EngineInput{now_, ++number_, started});
  core_ = std::make_unique<Core>(site_, std::move(started.restored), now_, KeyRing{},
                                 roundsPerStep_);
  collect();
}

void CoreBench::stop() {
  if (witness_ != nullptr) witness_->saw(EngineInput{now_, ++number_, EngineStopped{}});
}

void CoreBench::give(EngineInput input) {
  if (witness_ != nullptr) {
    input.number = ++number_;
    witness_->saw(input);
  } else {
    inputs.push_back(input);
  }
  core_->advance(input.at);
  if (const auto* wire = std::get_if<WireEvent>(&input.what)) core_->accept(*wire);
  if (const auto* asked = std::get_if<Request>(&input.what)) core_->accept(*asked, input.at);
  if (const auto* stored = std::get_if<StoredEvent>(&input.what)) core_->accept(*stored);
  if (const auto* health = std::get_if<HealthReport>(&input.what)) core_->accept(*health);
  collect();
}

void CoreBench::plugIn() {
  for (std::uint32_t i = 0; i < plugged_.size(); ++i) {
    if (plugged_[i]) continue;
    plugged_[i] = true;
    give({now_, 0, WireEvent{LinkId{i}, now_, WireEvent::Kind::up, {}, ""}});
  }
}

void CoreBench::unplug(LinkId link) {
  plugged_[link.value] = false;
  give({now_, 0, WireEvent{link, now_, WireEvent::Kind::down, {}, "unplugged"}});
}

void CoreBench::requestAt(const Request& request, Instant at) { give({at, 0, request}); }
void CoreBench::health(const HealthReport& report) { give({report.at, 0, report}); }

void CoreBench::run(Duration duration) {
  for (const Instant end = now_ + duration; now_ < end;) step();
}

bool CoreBench::runUntil(const std::function<bool()>& condition, Duration atMost) {
  for (const Instant end = now_ + atMost; now_ < end; step()) {
    if (condition()) return true;
  }
  return condition();
}

void CoreBench::start() {
  setGas(40);
  plugIn();
  run(seconds{5});
}

bool CoreBench::switchOn(RelayId relay) {
  request(RestoreRequest{relay, {operator7, "start of shift"}});
  if (!runUntil([&] { return lastCommand(relay).stage == CommandStage::selected; }, seconds{2})) {
    return false;
  }
  request(ConfirmRequest{lastCommand(relay).id, {operator7, ""}});
  return runUntil([&] { return lastCommand(relay).stage == CommandStage::confirmed; },
                  seconds{5});
}

void CoreBench::restart(Duration gap) { restart(gap, Duration{0}); }

void CoreBench::restart(Duration gap, Duration step) {
  core_.reset();
  toStore_.clear();
  std::fill(plugged_.begin(), plugged_.end(), false);
  for (const Instant end = now_ + gap; now_ < end;) {
    now_ += tick;
    stepNodes();
    for (const auto& node : nodes_) node->transmitted();
  }
  now_ += step;
  if (witness_ != nullptr) return begin(witness_->lastKnown());
  stored_.standing.clear();
  for (const auto& [id, event] : lastOfAlarm_) {
    if (event.state != AlarmState::normal) stored_.standing.push_back(event);
  }
  updates.clear();
  inputs.clear();
  begin({stored_});
}

void CoreBench::stepNodes() {
  pulsesDue_ += airPulsesPerSecond;
  nodes_[airNode.value]->inputs().pulses = static_cast<std::uint16_t>(pulsesDue_ / 1000);
  pulsesDue_ %= 1000;
  for (const auto& node : nodes_) node->step(1);
}

void CoreBench::step() {
  now_ += tick;
  stepNodes();
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::vector<std::uint8_t> reply = nodes_[i]->transmitted();
    if (onReply && !reply.empty()) reply = onReply(std::move(reply));
    const LinkId link = site_.nodes[i].link;
    if (reply.empty() || !plugged_[link.value]) continue;
    give({now_, 0, WireEvent{link, now_, WireEvent::Kind::received, reply, ""}});
  }
  while (!toStore_.empty() && toStore_.front().first <= now_) {
    const StoredEvent event = toStore_.front().second;
    toStore_.erase(toStore_.begin());
    std::erase_if(stored_.events, [&](const auto& old) { return old.node == event.node; });
    stored_.events.push_back(event);
    give({now_, 0, event});
  }
  core_->advance(now_);
  collect();
}

void CoreBench::collect() {
  for (CoreOutput& output : core_->take()) {
    if (const auto* transmit = std::get_if<Transmit>(&output)) {
      ++transmits;
      if (!plugged_[transmit->link.value]) continue;
      const Transmit sent = *transmit;
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (site_.nodes[i].link == sent.link) nodes_[i]->receive(sent.bytes);
      }
      give({now_, 0, WireEvent{sent.link, now_, WireEvent::Kind::sent, sent.bytes, ""}});
    } else if (auto* update = std::get_if<Update>(&output)) {
      if (const auto* event = std::get_if<NodeEvent>(update)) {
        toStore_.push_back({now_ + commitTime, {event->node, event->bootId, event->seq,
                                                event->uptime_ms, event->at}});
      }
      if (const auto* event = std::get_if<AlarmEvent>(update)) {
        lastOfAlarm_[event->id.value] = *event;
        stored_.lastAlarm = std::max(stored_.lastAlarm, event->id.value);
      }
      if (const auto* record = std::get_if<RuleRecord>(update)) {
        std::erase_if(stored_.rules, [record](const RuleRecord& old) {
          return old.topic == record->topic && old.tag == record->tag;
        });
        if (record->topic != RuleRecord::Topic::refusal) stored_.rules.push_back(*record);
      }
      if (const auto* event = std::get_if<CommandEvent>(update)) {
        stored_.lastCommand = std::max(stored_.lastCommand, event->id.value);
      }
      if (witness_ != nullptr) witness_->saw(*update);
      updates.push_back(std::move(*update));
    }
  }
}

std::vector<CommandEvent> CoreBench::commands(RelayId relay) const {
  std::vector<CommandEvent> found = all<CommandEvent>();
  std::erase_if(found, [relay](const CommandEvent& event) { return event.relay != relay; });
  return found;
}

CommandEvent CoreBench::lastCommand(RelayId relay) const {
  const auto found = commands(relay);
  return found.empty() ? CommandEvent{} : found.back();
}

std::vector<CommandStage> CoreBench::stages(CommandId id) const {
  std::vector<CommandStage> stages;
  for (const CommandEvent& event : all<CommandEvent>()) {
    if (event.id == id) stages.push_back(event.stage);
  }
  return stages;
}

AlarmEvent CoreBench::alarm(AlarmKind kind) const {
  AlarmEvent last;
  for (const AlarmEvent& event : all<AlarmEvent>()) {
    if (event.kind == kind) last = event;
  }
  return last;
}

std::size_t CoreBench::raised(AlarmKind kind) const {
  std::size_t count = 0;
  for (const AlarmEvent& event : all<AlarmEvent>()) {
    count += event.kind == kind && event.change == AlarmChange::raised;
  }
  return count;
}

RelayReport CoreBench::relay(RelayId id) const {
  RelayReport last;
  for (const RelayReport& report : all<RelayReport>()) {
    if (report.relay == id) last = report;
  }
  return last;
}

AreaReport::Power CoreBench::area(std::uint32_t id) const {
  AreaReport::Power power = AreaReport::Power::unknown;
  for (const AreaReport& report : all<AreaReport>()) {
    if (report.area.value == id) power = report.power;
  }
  return power;
}

std::string CoreBench::journal() const { return journalOf(updates, site_); }

std::string journalOf(const std::vector<Update>& updates, const Site& site) {
  std::string text;
  for (const Update& update : updates) {
    const bool chatter = std::holds_alternative<Sample>(update) ||
                         std::holds_alternative<NodeReport>(update) ||
                         std::holds_alternative<RelayReport>(update) ||
                         std::holds_alternative<LinkReport>(update);
    if (!chatter) text += journalText(update, site, Duration{0}) + "\n";
  }
  return text;
}

}  // namespace firedamp::testing
