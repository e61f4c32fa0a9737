// A node on the bench: sensors and switches on one side, a serial line on the other, time in
// between. Whatever runs inside - native firmware, an 8051 image, a Cortex-M image - looks alike.
// One thread per device.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simnode/contacts.h"

namespace firedamp {

enum class SensorWire { good, open, shorted };

// Interlock inputs of a relay node, bits of SensorInputs::locks; set = demands off.
enum LockInput : std::uint8_t {
  lockMethane = 0x01,   // the methane loop
  lockFan = 0x02,       // the local fan stands
  lockDuct = 0x04,      // too little air in the duct
  lockFanGas = 0x08,    // gas at the fan over 3.0 %CH4
  lockGasHigh = 0x10,   // gas at the fan not below 1.5 %CH4
  lockDevice = 0x20,    // an interlocked device is not healthy
  lockKey = 0x40,       // the key of the authorised unlock is turned
};

// What the node's sensors and switches see, in engineering units.
struct SensorInputs {
  std::int32_t methane_cpct = 0;       // 0.01 %CH4
  std::uint32_t pulse_dhz = 0;         // flow: vortex pulses, 0.1 Hz
  std::uint16_t pressure_dapa = 10132; // absolute, 10 Pa
  std::int16_t temperature_ddegc = 200;
  std::uint16_t supply_mv = 12000;
  std::int32_t content_cpct = 0;       // flow: methane content of the gas, 0..10000, 0.01 %CH4
  bool reverse = false;                // flow runs backwards
  bool sensorFault = false;            // the sensor's driver reports a fault
  SensorWire sensorWire = SensorWire::good;  // of a 4..20 mA loop
  bool remote = true;                  // the LOCAL/REMOTE switch
  bool closePressed = false;           // the hand button beside the switch
  bool interlock = false;              // an external interlock demands off
  bool mutePressed = false;            // the local mute button
  std::uint8_t locks = 0;              // LockInput; relay nodes
  bool operator==(const SensorInputs&) const = default;
};

// A loss of the supply: the board tells its controller (where it has the pin), holds up for a
// while, is off, and starts again with noise in its RAM. What is non-volatile stays.
struct PowerCut {
  std::int64_t warning_us = 40'000;  // a flow board writes its totals in 38
  std::int64_t off_us = 500'000;
};

class Device {
 public:
  virtual ~Device() = default;
  virtual void setInputs(const SensorInputs& inputs) = 0;
  // Bytes on the node's RTU line, towards the node.
  virtual void receive(std::span<const std::uint8_t> bytes) = 0;
  // Appends what the node sent since the last call.
  virtual void takeSent(std::vector<std::uint8_t>& to) = 0;
  // Runs on to `at_us`, counted from power-up. An emulator in another process cannot be pushed;
  // it runs in its own time and this call exchanges what is waiting.
  virtual void advance(std::int64_t at_us) = 0;
  virtual std::uint8_t coils() const = 0;  // bit n: relay n energised by the node
  virtual Contacts& contacts() = 0;        // the breakers behind the coils
  // Begins now and takes its time; a second one while the first is under way replaces it.
  virtual void powerCycle(const PowerCut& cut) = 0;
  // What runs inside, e.g. "8051 image methane.ihx"; and why it stopped, empty while it runs.
  virtual std::string kind() const = 0;
  virtual std::string stopped() const { return {}; }
};

using DevicePtr = std::unique_ptr<Device>;

enum class NodeKind { methane, flow, relay };

// Limits that the site sets for the node's own sensor, 0.01 %CH4 and 0.01 m3/min, with the meaning
// of the site's (domain/site.h). All absent: the node keeps the limits of its image.
struct NodeLimits {
  std::optional<std::int32_t> warn = {}, alarm = {}, trip = {};
  std::int32_t alarmRelease = 0, tripRelease = 0;
  std::optional<std::int32_t> low = {};  // flow
  std::int32_t lowRelease = 0;
  bool operator==(const NodeLimits&) const = default;
};

// The key of one device and its id (msn/codes.h): level 1. A node without one is of level 0.
struct NodeKey {
  std::array<std::uint8_t, 16> key{};
  std::uint16_t id = 0;
};

// Who a node is: written into its image, or handed to the native node.
struct NodePlate {
  NodeKind kind = NodeKind::methane;
  std::uint8_t address = 1;   // Modbus unit 1..247
  std::uint32_t serial = 0;
  std::uint32_t seed = 1;     // power-up noise and boot id
  NodeLimits limits = {};
  std::optional<NodeKey> key = {};
};

}  // namespace firedamp
