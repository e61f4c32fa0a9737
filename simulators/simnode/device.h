// A node on the bench: sensors and switches on one side, a serial line on the other, time in
// between. Whatever runs inside - native firmware, an 8051 image, a Cortex-M image - looks alike.
// One thread per device.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simnode/contacts.h"

namespace firedamp {

// What the node's sensors and switches see, in engineering units.
struct SensorInputs {
  std::int32_t methane_cpct = 0;       // 0.01 %CH4
  std::uint32_t pulse_dhz = 0;         // flow: vortex pulses, 0.1 Hz
  std::uint16_t pressure_dapa = 10132; // absolute, 10 Pa
  std::int16_t temperature_ddegc = 200;
  std::uint16_t supply_mv = 12000;
  bool sensorFault = false;            // the sensor's driver reports a fault
  bool remote = true;                  // the LOCAL/REMOTE switch
  bool closePressed = false;           // the hand button beside the switch
  bool interlock = false;              // an external interlock demands off
  bool operator==(const SensorInputs&) const = default;
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

// Who a node is: written into its image, or handed to the native node.
struct NodePlate {
  NodeKind kind = NodeKind::methane;
  std::uint8_t address = 1;   // Modbus unit 1..247
  std::uint32_t serial = 0;
  std::uint32_t seed = 1;     // power-up noise and boot id
  NodeLimits limits = {};
};

}  // namespace firedamp
