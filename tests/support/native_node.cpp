#include "support/native_node.h"

namespace firedamp::testing {
namespace {

constexpr std::uint8_t kPowerOn = 1;  // IDENTITY.RESET_CAUSE

}  // namespace

NativeNode::NativeNode(const NodePlate& plate, std::uint16_t bootId)
    : setup_{plate.address, static_cast<std::uint8_t>(plate.nodeClass), plate.relays, 0, 1,
             0, plate.serial, 0},
      bootId_(bootId) {
  inputs_.pins = FW_PIN_REMOTE;
  inputs_.supply_mv = 12'000;
  inputs_.temp_ddegc = 210;
  inputs_.p_abs_dapa = 10'132;
  fw_node_init(&node_, &setup_, fw_default_config(setup_.node_class), nullptr, nullptr, bootId,
               kPowerOn);
}

void NativeNode::reboot() {
  outputs_ = fw_node_outputs{};
  ++bootId_;
  fw_node_init(&node_, &setup_, fw_default_config(setup_.node_class), nullptr, nullptr, bootId_,
               kPowerOn);
}

void NativeNode::step(std::uint16_t elapsed_ms) {
  if (!powered_) return;
  if (!stuck_) inputs_.feedback = outputs_.coils;
  fw_node_step(&node_, &inputs_, &outputs_, elapsed_ms);
}

void NativeNode::receive(const std::vector<std::uint8_t>& bytes) {
  if (!powered_) return;
  for (const std::uint8_t byte : bytes) fw_node_rx(&node_, byte);
}

std::vector<std::uint8_t> NativeNode::transmitted() {
  std::vector<std::uint8_t> bytes;
  std::uint8_t byte = 0;
  while (powered_ && fw_node_tx(&node_, &byte)) bytes.push_back(byte);
  return bytes;
}

}  // namespace firedamp::testing
