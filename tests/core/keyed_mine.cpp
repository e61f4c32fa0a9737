#include "core/keyed_mine.h"

namespace firedamp::testing {

using std::chrono::milliseconds;

Site oneRelayMine() {
  Site site;
  site.tag = "MINE";
  site.links.push_back(LinkSite{});
  site.links[0].tag = "line";
  NodeSite node;
  node.tag = "N3";
  node.link = LinkId{0};
  node.address = 3;
  node.nodeClass = NodeClass::relay;
  site.nodes.push_back(node);
  RelaySite relay;
  relay.tag = "K2";
  relay.node = NodeId{0};
  site.relays.push_back(relay);
  return site;
}

KeyedMine::KeyedMine(Site site, KeyedNode keyed, const KeyRing& keys)
    : node(std::move(keyed)), site_(std::move(site)) {
  core_ = std::make_unique<Core>(site_, Restored{}, now_, keys);
  core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::up, {}, ""});
  run(std::chrono::seconds{3});
}

void KeyedMine::run(Duration duration) {
  for (const Instant end = now_ + duration; now_ < end;) {
    now_ += milliseconds{1};
    ++node.uptime_ms;
    core_->advance(now_);
    collect();
  }
}

void KeyedMine::collect() {
  for (const CoreOutput& output : core_->take()) {
    if (const auto* transmit = std::get_if<Transmit>(&output)) exchange(transmit->bytes);
    const auto* update = std::get_if<Update>(&output);
    const auto* command = update == nullptr ? nullptr : std::get_if<CommandEvent>(update);
    if (command != nullptr) command_ = *command;
  }
}

void KeyedMine::exchange(const std::vector<std::uint8_t>& bytes) {
  core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::sent, bytes, ""});
  const std::vector<std::uint8_t> answer = node.answer(bytes);
  if (answer.empty()) return;
  core_->accept(WireEvent{LinkId{0}, now_, WireEvent::Kind::received, answer, ""});
}

CommandEvent KeyedMine::switchOn() {
  command_.reset();
  const Origin person{OperatorId{7}, "test"};
  core_->accept(RestoreRequest{RelayId{0}, person}, now_);
  run(milliseconds{500});
  if (command_ && command_->stage == CommandStage::selected) {
    core_->accept(ConfirmRequest{command_->id, person}, now_);
    run(std::chrono::seconds{5});
  }
  return command_.value_or(CommandEvent{});
}

CommandEvent KeyedMine::ask(CommandKind kind, std::uint16_t parameter, const char* reason) {
  command_.reset();
  core_->accept(NodeRequest{kind, NodeId{0}, parameter, {OperatorId{7}, reason}}, now_);
  run(std::chrono::seconds{5});
  return command_.value_or(CommandEvent{});
}

void KeyedMine::trip() {
  core_->accept(TripRequest{RelayId{0}, {OperatorId{7}, "test"}}, now_);
  run(std::chrono::seconds{2});
}

}  // namespace firedamp::testing
