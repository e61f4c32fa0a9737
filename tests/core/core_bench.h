// A whole Core on native firmware nodes in simulated time of 1 ms steps. The mine has two serial
// links: "gas" with the methane node N1 (point CH4, relay K1) and the air node N2 (point AIR), and
// "power" with the relay node N3 (relays K2, K3). CH4 over its trip limit trips K2 and K3.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/core.h"
#include "link/engine_input.h"
#include "support/native_node.h"

namespace firedamp::testing {

inline constexpr PointId ch4{0}, air{1};
inline constexpr RelayId k1{0}, k2{1}, k3{2};
inline constexpr NodeId gasNode{0}, airNode{1}, powerNode{2};
inline constexpr LinkId gasLink{0}, powerLink{1};
inline constexpr OperatorId operator7{7};

Site faceMine();

// Who is told all that goes in and comes out, in order, and remembers it over a restart.
class CoreWitness {
 public:
  virtual ~CoreWitness() = default;
  virtual void saw(const EngineInput& input) = 0;
  virtual void saw(const Update& update) = 0;
  virtual EngineStarted lastKnown() = 0;
};

class CoreBench {
 public:
  explicit CoreBench(Site site = faceMine(), CoreWitness* witness = nullptr,
                     int roundsPerStep = RestWatch::usualBound);

  NativeNode& node(NodeId id) { return *nodes_[id.value]; }
  Instant now() const { return now_; }
  void setGas(int methane_cpct) { node(gasNode).setGas(methane_cpct); }
  int airPulsesPerSecond = 60;  // 10 pulses per m3: 360 m3/min

  void plugIn();
  void unplug(LinkId link);
  void run(Duration duration);
  bool runUntil(const std::function<bool()>& condition, Duration atMost);
  void request(const Request& request) { requestAt(request, now_); }
  void requestAt(const Request& request, Instant at);
  void health(const HealthReport& report);
  // Everything up and polled, gas 0.40, air 360, all relays off.
  void start();
  // Restore with every step; false when it is not confirmed.
  bool switchOn(RelayId relay);
  // The engine dies; the nodes go on for `gap`; a new engine starts with what was stored.
  void restart(Duration gap);
  // The same with a clock that is set by `step` meanwhile.
  void restart(Duration gap, Duration step);
  // Told to the witness: no more comes.
  void stop();

  // What becomes of bytes on their way from a node.
  std::function<std::vector<std::uint8_t>(std::vector<std::uint8_t>)> onReply;
  std::vector<Update> updates;
  std::vector<EngineInput> inputs;
  std::size_t transmits = 0;

  template <typename Value>
  std::vector<Value> all() const {
    std::vector<Value> values;
    for (const Update& update : updates) {
      if (const auto* value = std::get_if<Value>(&update)) values.push_back(*value);
    }
    return values;
  }
  std::vector<CommandStage> stages(CommandId id) const;
  CommandEvent lastCommand(RelayId relay) const;
  std::vector<CommandEvent> commands(RelayId relay) const;
  AlarmEvent alarm(AlarmKind kind) const;  // last word; default when there was none
  std::size_t raised(AlarmKind kind) const;
  RelayReport relay(RelayId id) const;
  AreaReport::Power area(std::uint32_t id) const;
  std::string journal() const;  // alarms, commands, node events and areas
  const Site& site() const { return site_; }

 private:
  void give(EngineInput input);
  void begin(EngineStarted started);
  void collect();
  void step();
  void stepNodes();

  Site site_;
  Instant now_ = fromMicroseconds(1'700'000'000'000'000);
  CoreWitness* witness_;
  int roundsPerStep_;
  std::unique_ptr<Core> core_;
  std::uint64_t number_ = 0;
  std::vector<std::unique_ptr<NativeNode>> nodes_;
  std::vector<bool> plugged_;
  std::int64_t pulsesDue_ = 0;
  std::vector<std::pair<Instant, StoredEvent>> toStore_;
  Restored stored_;
  std::map<std::uint32_t, AlarmEvent> lastOfAlarm_;
};

// The journal lines of a list of updates.
std::string journalOf(const std::vector<Update>& updates, const Site& site);

}  // namespace firedamp::testing
