// A node compiled from the firmware's own C, in the test's hands: its pins, its power, its bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/site.h"
#include "fw/node.h"
#include "msn/key_area.h"

namespace firedamp::testing {

struct NodePlate {
  std::uint8_t address = 1;
  NodeClass nodeClass = NodeClass::methane;
  std::uint8_t relays = 1;
  std::uint32_t serial = 0;
  std::uint8_t level = 0;
  std::uint16_t keyId = 0;
  std::optional<std::array<std::uint8_t, 16>> key{};  // the device's
};

class NativeNode {
 public:
  explicit NativeNode(const NodePlate& plate, std::uint16_t bootId = 0x1234);
  NativeNode(const NativeNode&) = delete;
  NativeNode& operator=(const NativeNode&) = delete;

  // Off and on again: everything forgotten, the next boot id.
  void reboot();
  void setPowered(bool powered) { powered_ = powered; }
  bool powered() const { return powered_; }
  void setGas(int methane_cpct) { inputs_.gas_raw = static_cast<std::uint16_t>(methane_cpct); }
  fw_node_inputs& inputs() { return inputs_; }
  // The contacts follow the coils unless they are stuck.
  void setContactsStuck(bool stuck) { stuck_ = stuck; }

  std::uint8_t address() const { return setup_.address; }
  std::uint8_t coils() const { return outputs_.coils; }
  std::uint16_t bootId() const { return bootId_; }
  std::uint32_t uptime_ms() const { return node_.uptime_ms; }
  // Boots with this configuration (its registers by their MSN_R_ address), under the next boot id
  // or again under the same.
  void configure(std::uint16_t address, std::uint16_t value);
  void rebootUnderTheSameId();
  // The number that other devices are told by; the next identity read tells it.
  void setSerial(std::uint32_t serial) { setup_.serial = serial; }
  void setUptime(std::uint32_t uptime_ms) { node_.uptime_ms = uptime_ms; }

  void step(std::uint16_t elapsed_ms);
  void receive(const std::vector<std::uint8_t>& bytes);
  std::vector<std::uint8_t> transmitted();

 private:
  void boot();

  fw_node_setup setup_;
  std::array<std::uint16_t, MSN_LEN_CONFIG> config_{};
  std::uint16_t bootId_;
  std::optional<std::array<std::uint8_t, MSN_KEY_AREA>> keys_;
  fw_node node_;
  fw_node_inputs inputs_{};
  fw_node_outputs outputs_{};
  bool powered_ = true;
  bool stuck_ = false;
};

}  // namespace firedamp::testing
