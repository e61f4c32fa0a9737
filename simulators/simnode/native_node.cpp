#include "simnode/native_node.h"

#include <algorithm>
#include <array>
#include <random>

#include "fw/node.h"
#include "fw/nvm.h"
#include "msn/codes.h"
#include "msn/key_area.h"
#include "msn/pack.h"
#include "msn/regs.h"
#include "simnode/node_limits.h"
#include "simnode/pulses.h"
#include "simnode/supply.h"

namespace firedamp {
namespace {

static_assert(int{lockMethane} == int{FW_LOCK_METHANE} && int{lockFan} == int{FW_LOCK_FAN} &&
              int{lockDuct} == int{FW_LOCK_DUCT} && int{lockFanGas} == int{FW_LOCK_FAN_GAS} &&
              int{lockGasHigh} == int{FW_LOCK_GAS_HIGH} &&
              int{lockDevice} == int{FW_LOCK_DEVICE} && int{lockKey} == int{FW_LOCK_KEY});

constexpr std::int64_t step_us = 1000;
constexpr std::uint16_t hardwareNative = 0x0100;
constexpr std::uint8_t causePower = 1;  // IDENTITY.RESET_CAUSE

std::uint8_t classOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::methane:
      return MSN_CLASS_METHANE;
    case NodeKind::flow:
      return MSN_CLASS_FLOW;
    case NodeKind::relay:
      return MSN_CLASS_RELAY;
  }
  return MSN_CLASS_METHANE;
}

fw_node_setup setupOf(const NodePlate& plate) {
  fw_node_setup setup{};
  setup.address = plate.address;
  setup.node_class = classOf(plate.kind);
  setup.n_relays = relaysOf(plate.kind);
  setup.hardware = hardwareNative;
  setup.serial = plate.serial;
  setup.level = plate.key ? 1 : 0;
  setup.key_id = plate.key ? plate.key->id : 0;
  return setup;
}

class NativeNode : public Device {
 public:
  NativeNode(const NodePlate& plate, const ConfigPage& config)
      : setup_(setupOf(plate)), config_(config), random_(plate.seed) {
    nvm_.fill(0xFF);
    keyArea_.fill(0xFF);
    if (plate.key) msn_key_area(plate.key->key.data(), keyArea_.data());
    powerUp();
  }

  void setInputs(const SensorInputs& inputs) override { sensors_ = inputs; }

  void receive(std::span<const std::uint8_t> bytes) override {
    for (const std::uint8_t byte : bytes) {
      if (powered_) fw_node_rx(&node_, byte);
    }
  }

  void takeSent(std::vector<std::uint8_t>& to) override {
    to.insert(to.end(), sent_.begin(), sent_.end());
    sent_.clear();
  }

  void advance(std::int64_t at_us) override {
    while (now_us_ + step_us <= at_us) {
      movePower();
      now_us_ += step_us;
      if (powered_) step();
      contacts_.advance(now_us_, outputs_.coils);
    }
  }

  std::uint8_t coils() const override { return outputs_.coils; }
  Contacts& contacts() override { return contacts_; }
  void powerCycle(const PowerCut& cut) override { supply_.cut(now_us_, cut); }
  std::string kind() const override { return "native node"; }

 private:
  void powerUp() {
    fw_node_init(&node_, &setup_, config_.data(), keyArea_.data(), nvm_.data(),
                 static_cast<std::uint32_t>(random_()), causePower);
    powered_ = true;
  }

  void movePower() {
    const bool on = supply_.at(now_us_) != SupplyState::off;
    if (on == powered_) return;
    if (on) return powerUp();
    powered_ = false;
    outputs_ = {};
    sent_.clear();
  }

  void step() {
    fw_node_inputs inputs{};
    // Factory configuration: a digital sensor whose counts are 0.01 %CH4.
    inputs.gas_raw = static_cast<std::uint16_t>(std::clamp(sensors_.methane_cpct, -32768, 32767));
    inputs.pulses = static_cast<std::uint16_t>(pulses_.advance(step_us, sensors_.pulse_dhz));
    inputs.p_abs_dapa = sensors_.pressure_dapa;
    inputs.temp_ddegc = sensors_.temperature_ddegc;
    inputs.supply_mv = sensors_.supply_mv;
    inputs.content_cpct = static_cast<std::int16_t>(std::clamp(sensors_.content_cpct, 0, 10'000));
    inputs.feedback = contacts_.closed();
    inputs.locks = locks();
    lowSupply_ = inputs.supply_mv < (lowSupply_ ? supplyGood_mv : supplyLow_mv);
    inputs.pins = pins();
    inputs.sensor = sensorFault();
    fw_node_step(&node_, &inputs, &outputs_, step_us / 1000);
    std::uint8_t byte = 0;
    while (sent_.size() < sentMax && fw_node_tx(&node_, &byte)) sent_.push_back(byte);
  }

  std::uint8_t sensorFault() const {
    if (sensors_.sensorWire == SensorWire::open) return MSN_SENSOR_OPEN;
    if (sensors_.sensorWire == SensorWire::shorted) return MSN_SENSOR_SHORT;
    return sensors_.sensorFault ? MSN_SENSOR_BROKEN : MSN_SENSOR_OK;
  }

  // LockInput and fw_lock_input have the same bits; the interlock loop is the methane input.
  std::uint8_t locks() const {
    const unsigned loop = sensors_.interlock ? unsigned{FW_LOCK_METHANE} : 0u;
    return static_cast<std::uint8_t>(sensors_.locks | loop);
  }

  std::uint8_t pins() const {
    const bool failing = supply_.at(now_us_) != SupplyState::on;
    return static_cast<std::uint8_t>(
        (sensors_.remote ? FW_PIN_REMOTE : 0u) | (sensors_.closePressed ? FW_PIN_CLOSE : 0u) |
        ((locks() & FW_LOCK_METHANE) != 0 ? FW_PIN_INTERLOCK : 0u) |
        (lowSupply_ ? FW_PIN_LOW_SUPPLY : 0u) |
        (sensors_.mutePressed ? FW_PIN_MUTE : 0u) | (sensors_.reverse ? FW_PIN_REVERSE : 0u) |
        (failing ? FW_PIN_POWER_FAIL : 0u));
  }

  // As the boards (port/mcs51/board.h).
  static constexpr std::uint16_t supplyLow_mv = 9000;
  static constexpr std::uint16_t supplyGood_mv = 9500;
  static constexpr std::size_t sentMax = 4096;  // nobody takes it: the node waits

  fw_node_setup setup_;
  ConfigPage config_;
  std::mt19937 random_;  // where the count of boots begins
  std::array<std::uint8_t, MSN_KEY_AREA> keyArea_{};
  std::array<std::uint8_t, FW_NVM_SIZE> nvm_{};  // stays without power
  fw_node node_{};
  bool powered_ = false;
  bool lowSupply_ = false;
  Supply supply_;
  fw_node_outputs outputs_{};
  SensorInputs sensors_;
  Contacts contacts_;
  PulseTrain pulses_;
  std::vector<std::uint8_t> sent_;
  std::int64_t now_us_ = 0;
};

}  // namespace

BuiltDevice makeNativeNode(const NodePlate& plate) {
  ConfigPage factory{};
  std::copy_n(fw_default_config(classOf(plate.kind)), factory.size(), factory.begin());
  const ProvisionedConfig config = provisionedConfig(plate, factory);
  if (!config.error.empty()) return {nullptr, config.error, true};
  return {std::make_unique<NativeNode>(plate, config.page), {}};
}

std::uint8_t relaysOf(NodeKind kind) {
  return kind == NodeKind::methane ? 1 : kind == NodeKind::relay ? 2 : 0;
}

std::uint32_t pulsesForFlow(std::int32_t flow_cm3pm) {
  const std::uint16_t* config = fw_default_config(MSN_CLASS_FLOW);
  const int at = static_cast<int>(MSN_R_K_FACTOR) - static_cast<int>(MSN_PAGE_CONFIG);
  const std::uint64_t k = MSN_JOIN32(config[at], config[at + 1]);  // pulses per 1000 m3
  const std::uint64_t flow = static_cast<std::uint64_t>(std::max(0, flow_cm3pm));
  // flow / 100 m3/min / 60 s * k / 1000 pulses/m3, in 0.1 Hz
  return static_cast<std::uint32_t>((flow * k + 300'000) / 600'000);
}

}  // namespace firedamp
