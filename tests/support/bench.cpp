#include "support/bench.h"

#include "session/frame.h"

namespace firedamp::testing {
namespace {

using Raw = std::vector<std::uint8_t>;
constexpr Duration kStep = std::chrono::milliseconds{1};
constexpr std::size_t kMbapHeader = 6;

Raw withCrc(Raw adu) {
  const std::uint16_t crc = crc16(adu);
  adu.push_back(static_cast<std::uint8_t>(crc & 0xFF));
  adu.push_back(static_cast<std::uint8_t>(crc >> 8));
  return adu;
}

Raw toMbap(const Raw& rtu, std::uint16_t transaction) {
  const std::size_t length = rtu.size() - 2;
  Raw frame{static_cast<std::uint8_t>(transaction >> 8),
            static_cast<std::uint8_t>(transaction & 0xFF),
            0,
            0,
            static_cast<std::uint8_t>(length >> 8),
            static_cast<std::uint8_t>(length & 0xFF)};
  frame.insert(frame.end(), rtu.begin(), rtu.end() - 2);
  return frame;
}

}  // namespace

Bench::Bench(Site site, bool populate, std::vector<StoredEvent> stored, const KeyRing& keys)
    : site_(std::move(site)), keys_(keys) {
  for (std::uint32_t i = 0; populate && i < site_.nodes.size(); ++i) {
    add(plateOf(site_, NodeId{i}), static_cast<std::uint16_t>(0x1230 + i));
  }
  for (const StoredEvent& event : stored) stored_[event.node] = event;
  bus_ = std::make_unique<Bus>(site_, LinkId{0}, std::move(stored), keys_);
}

NativeNode& Bench::add(const NodePlate& plate, std::uint16_t bootId) {
  nodes_.push_back(std::make_unique<NativeNode>(plate, bootId));
  return *nodes_.back();
}

void Bench::plugIn() {
  plugged_ = true;
  tell({LinkId{0}, now_, WireEvent::Kind::up, {}, ""});
}

void Bench::unplug(const std::string& why) {
  plugged_ = false;
  onTheWay_.clear();
  tell({LinkId{0}, now_, WireEvent::Kind::down, {}, why});
}

void Bench::run(Duration duration) {
  for (const Instant end = now_ + duration; now_ < end;) step();
}

bool Bench::runUntil(const std::function<bool()>& condition, Duration atMost) {
  for (const Instant end = now_ + atMost; now_ < end; step()) {
    if (condition()) return true;
  }
  return condition();
}

void Bench::command(BusCommand::Step step, RelayId relay, std::uint32_t id) {
  bus_->accept(BusCommand{step, CommandId{id}, relay, OperatorId{7}}, now_);
  collect();
}

void Bench::restart() {
  std::vector<StoredEvent> stored;
  for (const auto& [node, event] : stored_) stored.push_back(event);
  toStore_.clear();
  onTheWay_.clear();
  bus_ = std::make_unique<Bus>(site_, LinkId{0}, std::move(stored), keys_);
}

void Bench::sleep(Duration duration) {
  for (const Instant end = now_ + duration; now_ < end; now_ += kStep) {
    for (const auto& node : nodes_) {
      node->step(1);
      node->transmitted();
    }
  }
}

NodeReport Bench::nodeReport(NodeId node) const {
  NodeReport latest;
  for (const auto& report : all<NodeReport>()) {
    if (report.node == node) latest = report;
  }
  return latest;
}

RelayReport Bench::relayReport(RelayId relay) const {
  RelayReport latest;
  for (const auto& report : all<RelayReport>()) {
    if (report.relay == relay) latest = report;
  }
  return latest;
}

std::optional<Sample> Bench::sample(PointId point) const {
  std::optional<Sample> latest;
  for (const auto& sample : all<Sample>()) {
    if (sample.point == point) latest = sample;
  }
  return latest;
}

// Counters travel in link reports, at least every 5 s: waits for the next one.
LinkCounters Bench::counters() {
  const std::size_t before = all<LinkReport>().size();
  runUntil([this, before] { return all<LinkReport>().size() > before; }, std::chrono::seconds{6});
  return all<LinkReport>().back().counters;
}

void Bench::tell(WireEvent event) {
  recording.push_back(event);
  bus_->accept(event);
  collect();
}

void Bench::collect() {
  for (BusOutput& output : bus_->take()) {
    if (auto* transmit = std::get_if<Transmit>(&output)) {
      transmits.push_back(*transmit);
      if (!plugged_) continue;
      const Raw bytes = transmit->bytes;
      tell({LinkId{0}, now_, WireEvent::Kind::sent, bytes, ""});
      Raw rtu = bytes;
      if (site_.links[0].kind == LinkKind::modbusTcp) {
        transaction_ = bigEndian(bytes, 0);
        rtu = withCrc(Raw(bytes.begin() + kMbapHeader, bytes.end()));
      }
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (!hears || hears(i, rtu)) nodes_[i]->receive(rtu);
      }
      continue;
    }
    if (const auto* event = std::get_if<NodeEvent>(&output); event != nullptr && storeAfter) {
      toStore_.push_back({now_ + *storeAfter, StoredEvent{event->node, event->bootId, event->seq,
                                                          event->uptime_ms, event->at}});
    }
    outputs.push_back(std::move(output));
  }
}

void Bench::step() {
  now_ += kStep;
  for (const auto& node : nodes_) {
    node->step(1);
    Raw reply = node->transmitted();
    if (reply.empty()) continue;
    if (site_.links[0].kind == LinkKind::modbusTcp) reply = toMbap(reply, transaction_);
    deliver(onReply ? onReply(std::move(reply)) : std::move(reply));
  }
  const std::size_t piece = chunk == 0 ? onTheWay_.size() : std::min(chunk, onTheWay_.size());
  if (piece > 0 && plugged_) {
    const auto end = onTheWay_.begin() + static_cast<std::ptrdiff_t>(piece);
    const Raw bytes(onTheWay_.begin(), end);
    onTheWay_.erase(onTheWay_.begin(), end);
    tell({LinkId{0}, now_, WireEvent::Kind::received, bytes, ""});
  }
  while (!toStore_.empty() && toStore_.front().first <= now_) {
    const StoredEvent event = toStore_.front().second;
    toStore_.erase(toStore_.begin());
    stored_[event.node] = event;
    bus_->accept(event);
  }
  bus_->advance(now_);
  collect();
}

void Bench::deliver(Raw reply) {
  if (plugged_) onTheWay_.insert(onTheWay_.end(), reply.begin(), reply.end());
}

}  // namespace firedamp::testing
