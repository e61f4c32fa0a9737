#include "simnode/cortexm_node.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "cortexm/board.h"
#include "msn/key_area.h"
#include "simnode/elf_patch.h"
#include "simnode/native_node.h"
#include "simnode/node_limits.h"
#include "simnode/pulses.h"
#include "simnode/qemu.h"
#include "simnode/supply.h"

namespace firedamp {
namespace {

// Addresses of the provisioning block and of the power-up noise, as board.h states them.
constexpr std::uint32_t configAt = 0x0003F000;
constexpr std::uint32_t addressAt = 0x0003F020;
constexpr std::uint32_t classAt = 0x0003F021;
constexpr std::uint32_t relaysAt = 0x0003F022;
constexpr std::uint32_t levelAt = 0x0003F023;
constexpr std::uint32_t keyIdAt = 0x0003F026;
constexpr std::uint32_t serialAt = 0x0003F028;
constexpr std::uint32_t keysAt = BOARD_KEYS_AT;
constexpr std::uint32_t seedAt = 0x20000000;
constexpr std::uint32_t relayRegister = 0x40028000;  // BOARD_RELAYS

constexpr std::int64_t gasEvery_us = 100'000;
constexpr std::int64_t climateEvery_us = 1'000'000;
constexpr std::int64_t expanderEvery_us = 500'000;

// Level 2 with a key, level 0 without: the nonce's echo.
void addKey(std::vector<MemoryPatch>& provisioning, const NodePlate& plate) {
  provisioning.push_back({levelAt, plate.key ? std::uint32_t{BOARD_LEVEL} : 0u, 1});
  if (!plate.key) return;
  provisioning.push_back({keyIdAt, plate.key->id, 2});
  std::array<std::uint8_t, MSN_KEY_AREA> area{};
  msn_key_area(plate.key->key.data(), area.data());
  for (std::uint32_t i = 0; i < area.size(); ++i) provisioning.push_back({keysAt + i, area[i], 1});
}

class CortexmNode : public Device {
 public:
  explicit CortexmNode(std::string image) : image_(std::move(image)) {}

  std::string start(std::vector<std::uint8_t> elf, const NodePlate& plate,
                    const ConfigPage& config) {
    kind_ = plate.kind;
    const auto nodeClass = static_cast<std::uint32_t>(plate.kind == NodeKind::relay  ? 3
                                                      : plate.kind == NodeKind::flow ? 2
                                                                                     : 1);
    std::vector<MemoryPatch> provisioning{{addressAt, plate.address, 1},
                                          {classAt, nodeClass, 1},
                                          {relaysAt, relaysOf(plate.kind), 1},
                                          {serialAt, plate.serial, 4}};
    for (std::uint32_t i = 0; i < config.size(); ++i) {
      provisioning.push_back({configAt + 2 * i, config[i], 2});
    }
    addKey(provisioning, plate);
    const std::string fault = patchElf(elf, provisioning);
    if (!fault.empty()) return image_ + " " + fault;
    elf_ = std::move(elf);
    noise_.seed(plate.seed);
    return powerUp();
  }

  void setInputs(const SensorInputs& inputs) override { sensors_ = inputs; }
  void receive(std::span<const std::uint8_t> bytes) override {
    if (qemu_) qemu_->uart(BOARD_LINK).send(bytes);
  }
  void takeSent(std::vector<std::uint8_t>& to) override {
    if (qemu_) qemu_->uart(BOARD_LINK).receive(to);
  }

  void advance(std::int64_t at_us) override {
    now_us_ = at_us;
    movePower();
    if (!qemu_) return contacts_.advance(at_us, 0);
    if (!qemu_->running()) return;
    qemu_->poll(at_us);
    contacts_.advance(at_us, coils());
    feedSensor(at_us);
    feedExpander(at_us);
  }

  std::uint8_t coils() const override {
    return qemu_ ? static_cast<std::uint8_t>(qemu_->outputs() & 3u) : std::uint8_t{0};
  }
  void powerCycle(const PowerCut& cut) override { supply_.cut(now_us_, cut); }
  Contacts& contacts() override { return contacts_; }
  std::string kind() const override { return "Cortex-M3 image " + image_ + " in QEMU"; }
  std::string stopped() const override {
    if (!fault_.empty()) return fault_;
    return qemu_ && qemu_->ended() ? "QEMU has ended: " + qemu_->lastWords() : std::string{};
  }

 private:
  std::string powerUp() {
    qemu_ = std::make_unique<Qemu>(relayRegister);
    return qemu_->start(elf_, seedAt, static_cast<std::uint32_t>(noise_()));
  }

  // A board that does not start again is told once and stays off.
  void movePower() {
    const bool on = supply_.at(now_us_) != SupplyState::off;
    if (on == (qemu_ != nullptr) || !fault_.empty()) return;
    if (!on) return qemu_.reset();
    fault_ = powerUp();
    if (!fault_.empty()) qemu_.reset();
    nextGas_us_ = nextClimate_us_ = nextExpander_us_ = 0;
    pulsesTold_us_ = now_us_;  // nobody counted while it was off
  }

  void feedSensor(std::int64_t at_us) {
    LocalSocket& sensor = qemu_->uart(BOARD_SENSOR);
    const bool broken = sensors_.sensorFault || sensors_.sensorWire != SensorWire::good;
    const bool news = broken != brokenTold_ ||
                      (kind_ == NodeKind::methane && sensors_.methane_cpct != gasTold_cpct_);
    if (news || at_us >= nextGas_us_) {
      nextGas_us_ = at_us + gasEvery_us;
      sensor.send(broken ? std::string{"f\n"} : reading(at_us));
      brokenTold_ = broken;
      gasTold_cpct_ = sensors_.methane_cpct;
    }
    if (at_us < nextClimate_us_) return;
    nextClimate_us_ = at_us + climateEvery_us;
    sensor.send("t" + std::to_string(sensors_.temperature_ddegc) + "\nv" +
                std::to_string(sensors_.supply_mv) + "\n");
    if (kind_ != NodeKind::flow) return;
    sensor.send("p" + std::to_string(sensors_.pressure_dapa) + "\nc" +
                std::to_string(sensors_.content_cpct) + "\n");
  }

  // The transmitter of a flow node counts the pulses itself, the sensor of the others sends gas.
  std::string reading(std::int64_t at_us) {
    if (kind_ != NodeKind::flow) return "g" + std::to_string(sensors_.methane_cpct) + "\n";
    const std::uint32_t count = pulses_.advance(at_us - pulsesTold_us_, sensors_.pulse_dhz);
    pulsesTold_us_ = at_us;
    return std::string{sensors_.reverse ? "d1\nq" : "d0\nq"} + std::to_string(count) + "\n";
  }

  // A byte of each kind (board.h), at every change and again and again.
  void feedExpander(std::int64_t at_us) {
    const unsigned switches = (contacts_.closed() & BOARD_IN_CONTACTS) |
                              (sensors_.remote ? BOARD_IN_REMOTE : 0u) |
                              (sensors_.closePressed ? BOARD_IN_CLOSE : 0u) |
                              (loopDemands() ? BOARD_IN_INTERLOCK : 0u);
    const unsigned keys = ((sensors_.locks & lockKey) != 0 ? BOARD_IN_UNLOCK : 0u) |
                          (sensors_.mutePressed ? BOARD_IN_MUTE : 0u);
    const unsigned demands = (sensors_.locks & ~unsigned{lockMethane | lockKey}) >> 1;
    const std::array<std::uint8_t, 3> state{static_cast<std::uint8_t>(BOARD_IN_SWITCHES | switches),
                                            static_cast<std::uint8_t>(BOARD_IN_DEMANDS | demands),
                                            static_cast<std::uint8_t>(BOARD_IN_KEYS | keys)};
    if (state == expander_ && at_us < nextExpander_us_) return;
    expander_ = state;
    nextExpander_us_ = at_us + expanderEvery_us;
    qemu_->uart(BOARD_EXPANDER).send(state);
  }
  bool loopDemands() const {
    return sensors_.interlock || (sensors_.locks & lockMethane) != 0;
  }

  std::string image_;
  std::unique_ptr<Qemu> qemu_;  // while there is power
  std::vector<std::uint8_t> elf_;
  std::mt19937 noise_;
  Supply supply_;
  std::int64_t now_us_ = 0;
  std::string fault_;  // why it did not start again
  SensorInputs sensors_;
  NodeKind kind_ = NodeKind::methane;
  PulseTrain pulses_;
  std::int64_t pulsesTold_us_ = 0;
  std::int32_t gasTold_cpct_ = 0;
  bool brokenTold_ = false;
  Contacts contacts_;
  std::array<std::uint8_t, 3> expander_{};
  std::int64_t nextGas_us_ = 0;
  std::int64_t nextClimate_us_ = 0;
  std::int64_t nextExpander_us_ = 0;
};

}  // namespace

BuiltDevice makeCortexmNode(const std::string& imagePath, const NodePlate& plate) {
  std::ifstream file{imagePath, std::ios::binary};
  std::vector<std::uint8_t> elf{std::istreambuf_iterator<char>{file}, {}};
  if (!file || elf.empty()) return {nullptr, imagePath + ": cannot be read"};
  ConfigPage image{};
  for (std::uint32_t i = 0; i < image.size(); ++i) image[i] = readElf16(elf, configAt + 2 * i);
  const ProvisionedConfig config = provisionedConfig(plate, image);
  if (!config.error.empty()) return {nullptr, config.error, true};
  auto node = std::make_unique<CortexmNode>(std::filesystem::path{imagePath}.filename().string());
  const std::string fault = node->start(std::move(elf), plate, config.page);
  if (!fault.empty()) return {nullptr, fault};
  return {std::move(node), {}};
}

}  // namespace firedamp
