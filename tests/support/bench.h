// A Bus, native firmware nodes and the line between them, in simulated time of 1 ms steps. The
// nodes hang on the line as on RS-485: each hears every request. For a modbusTcp link a gateway
// stands between, as in a serial server.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "session/bus.h"
#include "support/mine.h"
#include "support/native_node.h"

namespace firedamp::testing {

class Bench {
 public:
  // `site` with one link. Native nodes of all its nodes unless `populate` is false.
  explicit Bench(Site site, bool populate = true, std::vector<StoredEvent> stored = {},
                 const KeyRing& keys = {});

  NativeNode& add(const NodePlate& plate, std::uint16_t bootId);
  NativeNode& node(NodeId id) { return *nodes_[id.value]; }
  const Site& site() const { return site_; }
  Bus& bus() { return *bus_; }
  Instant now() const { return now_; }

  void plugIn();
  void unplug(const std::string& why = "unplugged");
  void run(Duration duration);
  // False when the condition did not come true within the time.
  bool runUntil(const std::function<bool()>& condition, Duration atMost);
  void command(BusCommand::Step step, RelayId relay, std::uint32_t id = 1);
  // The supervisor dies and starts again with what was stored.
  void restart();
  // Time passes for the nodes only.
  void sleep(Duration duration);

  // What becomes of the bytes of a reply (RTU, or MBAP behind the gateway). Default: as it is.
  std::function<std::vector<std::uint8_t>(std::vector<std::uint8_t>)> onReply;
  // False: the node on the line does not hear this request.
  std::function<bool(std::size_t node, const std::vector<std::uint8_t>& request)> hears;
  // Each reply is delivered in pieces of this many bytes, 1 ms apart; 0 = whole.
  std::size_t chunk = 0;
  // Delivered events are stored after this time; absent = never.
  std::optional<Duration> storeAfter = std::chrono::milliseconds{20};

  std::vector<BusOutput> outputs;      // all of them, without Transmit
  std::vector<Transmit> transmits;
  std::vector<WireEvent> recording;

  // Latest of a kind.
  NodeReport nodeReport(NodeId node) const;
  RelayReport relayReport(RelayId relay) const;
  std::optional<Sample> sample(PointId point) const;
  LinkCounters counters();
  template <typename Value>
  std::vector<Value> all() const {
    std::vector<Value> values;
    for (const BusOutput& output : outputs) {
      if (const auto* value = std::get_if<Value>(&output)) values.push_back(*value);
    }
    return values;
  }

 private:
  void tell(WireEvent event);
  void collect();
  void step();
  void deliver(std::vector<std::uint8_t> reply);

  Site site_;
  KeyRing keys_;
  std::unique_ptr<Bus> bus_;
  std::vector<std::unique_ptr<NativeNode>> nodes_;
  Instant now_ = fromMicroseconds(1'700'000'000'000'000);
  bool plugged_ = false;
  std::uint16_t transaction_ = 0;   // of the request that the gateway passed on
  std::vector<std::uint8_t> onTheWay_;  // chunks not yet delivered
  std::vector<std::pair<Instant, StoredEvent>> toStore_;
  std::map<NodeId, StoredEvent> stored_;
};

}  // namespace firedamp::testing
