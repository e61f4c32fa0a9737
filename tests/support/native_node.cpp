#include "support/native_node.h"

#include <algorithm>

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp::testing {
namespace {

constexpr std::uint8_t kPowerOn = 1;  // IDENTITY.RESET_CAUSE

}  // namespace

NativeNode::NativeNode(const NodePlate& plate, std::uint16_t bootId)
    : setup_{plate.address, static_cast<std::uint8_t>(plate.nodeClass), plate.relays,
             plate.level, 1, plate.keyId, plate.serial, 0, 2},
      bootId_(bootId) {
  inputs_.pins = FW_PIN_REMOTE;
  inputs_.supply_mv = 12'000;
  inputs_.temp_ddegc = 210;
  inputs_.p_abs_dapa = 10'132;
  std::copy_n(fw_default_config(setup_.node_class), config_.size(), config_.begin());
  // No test but those of the lock itself waits out the minute after a boot.
  if (setup_.node_class == MSN_CLASS_RELAY) {
    config_[int{MSN_R_POWER_UP_LOCK} - int{MSN_PAGE_CONFIG}] = 0;
  }
  if (plate.key) msn_key_area(plate.key->data(), keys_.emplace().data());
  boot();
}

void NativeNode::boot() {
  const std::uint8_t* const keys = keys_ ? keys_->data() : nullptr;
  fw_node_init(&node_, &setup_, config_.data(), keys, nullptr, bootId_, kPowerOn);
}

void NativeNode::reboot() {
  outputs_ = fw_node_outputs{};
  ++bootId_;
  boot();
}

void NativeNode::rebootUnderTheSameId() {
  --bootId_;
  reboot();
}

void NativeNode::configure(std::uint16_t address, std::uint16_t value) {
  config_[address - std::size_t{MSN_PAGE_CONFIG}] = value;
  reboot();
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
