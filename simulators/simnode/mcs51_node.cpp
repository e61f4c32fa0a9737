#include "simnode/mcs51_node.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>

#include "mcs51/board.h"
#include "mcs51/chip.h"
#include "mcs51/hex_file.h"
#include "simnode/native_node.h"
#include "simnode/node_limits.h"

namespace firedamp {
namespace {

constexpr std::uint64_t conversion_cycles = 92;  // ADC0809: 100 us
constexpr std::uint8_t driverPin = 0x04;         // P3.2: 0 = transmit
constexpr std::size_t setupAddress = 0;          // offsets in the provisioning block
constexpr std::size_t setupRelays = 2;
constexpr std::size_t setupSerial = 6;
constexpr std::size_t setupBytes = 16;

std::uint8_t count(std::int32_t value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

// What the converter makes of the sensors, by channel.
std::array<std::uint8_t, BOARD_ADC_CHANNELS> countsOf(const SensorInputs& sensors) {
  std::array<std::uint8_t, BOARD_ADC_CHANNELS> counts{};
  // 1..5 V = 0..4 %CH4, rounded to the nearest count. A broken sensor sends 0 V.
  const std::int32_t gas = BOARD_GAS_ZERO + (sensors.methane_cpct * 204 + 200) / 400;
  counts[BOARD_ADC_GAS] = sensors.sensorFault ? std::uint8_t{0} : count(gas);
  counts[BOARD_ADC_TEMP] = count((sensors.temperature_ddegc + 400 + 2) / 5);
  counts[BOARD_ADC_SUPPLY] = count((sensors.supply_mv + 49) / 98);
  return counts;
}

class Mcs51Node : public Device, private mcs51::Bus {
 public:
  Mcs51Node(std::string image, std::span<const std::uint8_t> code, std::uint32_t seed)
      : image_(std::move(image)), chip_(mcs51::at89s52, *this, code, seed) {
    std::minstd_rand noise{seed + 1};
    for (std::uint8_t& cell : ram_) cell = static_cast<std::uint8_t>(noise() >> 8);
  }

  void setInputs(const SensorInputs& inputs) override { sensors_ = inputs; }

  void receive(std::span<const std::uint8_t> bytes) override {
    for (const std::uint8_t byte : bytes) chip_.uart().lineIn(byte);
  }

  void takeSent(std::vector<std::uint8_t>& to) override {
    to.insert(to.end(), sent_.begin(), sent_.end());
    sent_.clear();
  }

  void advance(std::int64_t at_us) override {
    while (now_us_ + step_us <= at_us) {
      now_us_ += step_us;
      drivePins();
      const auto milliseconds = static_cast<std::uint64_t>(now_us_ / step_us);
      chip_.runUntil(milliseconds * mcs51::cycles_per_second / 1000);
      contacts_.advance(now_us_, coils());
    }
  }

  std::uint8_t coils() const override {
    return static_cast<std::uint8_t>(~chip_.latch(2) & BOARD_P2_RELAYS);
  }

  Contacts& contacts() override { return contacts_; }
  std::string kind() const override { return "8051 image " + image_; }
  std::string stopped() const override {
    if (chip_.poweredDown()) return "in power-down";
    return chip_.violation();
  }

 private:
  static constexpr std::int64_t step_us = 1000;
  static constexpr std::size_t sentMax = 4096;

  void drivePins() {
    const unsigned open = ~static_cast<unsigned>(contacts_.closed()) & BOARD_P1_CONTACTS;
    const unsigned levels = open | (sensors_.remote ? 0u : BOARD_P1_REMOTE) |
                            (sensors_.closePressed ? 0u : BOARD_P1_CLOSE) |
                            (sensors_.interlock ? BOARD_P1_INTERLOCK : 0u);
    constexpr unsigned wired =
        BOARD_P1_CONTACTS | BOARD_P1_REMOTE | BOARD_P1_CLOSE | BOARD_P1_INTERLOCK;
    chip_.setPins(1, wired, static_cast<std::uint8_t>(levels));
  }

  // Bit 15 of the address is P2.7: 1 = the board's RAM, 0 = the converter.
  std::uint8_t readExternal(std::uint16_t address) override {
    if ((address & 0x8000u) != 0) return ram_[address & 0xFFu];
    if ((address & 0xFFu) != BOARD_ADC_READ) return 0xFF;
    if (chip_.cycles() - startedAt_ >= conversion_cycles) result_ = sampled_;
    return result_;
  }

  void writeExternal(std::uint16_t address, std::uint8_t value) override {
    const unsigned low = address & 0xFFu;
    if ((address & 0x8000u) != 0) {
      ram_[low] = value;
      return;
    }
    if (low < BOARD_ADC_START) return;
    const unsigned channel = low - BOARD_ADC_START;
    sampled_ = channel < BOARD_ADC_CHANNELS ? countsOf(sensors_)[channel] : std::uint8_t{0};
    startedAt_ = chip_.cycles();
  }

  void portWritten(int, std::uint8_t) override {}

  // A byte that ends after the driver let go of the pair reaches nobody.
  void serialSent(std::uint8_t byte) override {
    const bool driving = (chip_.latch(3) & driverPin) == 0;
    if (driving && sent_.size() < sentMax) sent_.push_back(byte);
  }

  std::string image_;
  SensorInputs sensors_;
  Contacts contacts_;
  std::vector<std::uint8_t> sent_;
  std::int64_t now_us_ = 0;
  std::uint64_t startedAt_ = 0;
  std::uint8_t sampled_ = 0;
  std::uint8_t result_ = 0;
  std::array<std::uint8_t, 256> ram_{};  // on the board, where P2.7 = 1
  mcs51::Chip chip_;
};

ConfigPage configOf(const std::vector<std::uint8_t>& code) {
  ConfigPage page{};
  const std::uint8_t* block = code.data() + BOARD_CONFIG_AT;
  for (std::size_t i = 0; i < page.size(); ++i) {
    page[i] = static_cast<std::uint16_t>(block[2 * i] | block[2 * i + 1] << 8);
  }
  return page;
}

void provision(std::vector<std::uint8_t>& code, const ConfigPage& page) {
  std::uint8_t* block = code.data() + BOARD_CONFIG_AT;
  for (std::size_t i = 0; i < page.size(); ++i) {
    block[2 * i] = static_cast<std::uint8_t>(page[i]);
    block[2 * i + 1] = static_cast<std::uint8_t>(page[i] >> 8);
  }
}

void provision(std::vector<std::uint8_t>& code, const NodePlate& plate) {
  std::uint8_t* block = code.data() + BOARD_SETUP_AT;
  block[setupAddress] = plate.address;
  block[setupRelays] = relaysOf(plate.kind);
  for (std::size_t i = 0; i < 4; ++i) {
    block[setupSerial + i] = static_cast<std::uint8_t>(plate.serial >> (8 * i));
  }
}

}  // namespace

BuiltDevice makeMcs51Node(const std::string& imagePath, const NodePlate& plate) {
  if (plate.kind != NodeKind::methane) {
    return {nullptr, imagePath + ": the 8051 board is a methane node"};
  }
  mcs51::HexResult hex = mcs51::readHexFile(imagePath, mcs51::at89s52.flashBytes);
  if (!hex.error.empty()) return {nullptr, hex.error};
  if (hex.code.size() < BOARD_SETUP_AT + setupBytes - 6) {
    return {nullptr, imagePath + ": no provisioning block at 0x1FF0; not a node image"};
  }
  const ProvisionedConfig config = provisionedConfig(plate, configOf(hex.code));
  if (!config.error.empty()) return {nullptr, config.error, true};
  provision(hex.code, config.page);
  provision(hex.code, plate);
  const std::string name = std::filesystem::path{imagePath}.filename().string();
  return {std::make_unique<Mcs51Node>(name, hex.code, plate.seed), {}};
}

}  // namespace firedamp
