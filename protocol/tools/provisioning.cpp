#include "tools/provisioning.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "crypto/device_key.h"
#include "fw/node.h"
#include "msn/codes.h"
#include "msn/crc16.h"
#include "msn/key_area.h"

namespace firedamp {
namespace {

constexpr std::uint32_t kSetupBytes = 16, kConfigBytes = 2 * MSN_LEN_CONFIG;

// Where a board keeps its blocks; the program ends where the first of them begins.
struct Blocks {
  const char* part;
  std::uint32_t program;  // one past it
  std::uint32_t keys;     // 0: this part has no room for keys
  std::uint32_t config, setup, end;
  std::uint32_t keyIdAt, serialAt;  // in the setup
};
constexpr std::uint32_t kClassAt = 1, kRelaysAt = 2, kLevelAt = 3, kHardwareAt = 4, kCrcAt = 12,
                        kTopLevelAt = 14;
constexpr Blocks at89s51{"AT89S51", 0x0FD0, 0, 0x0FD0, 0x0FF0, 0x1000, 10, 6};
constexpr Blocks at89s52{"AT89S52", 0x1F10, 0x1F10, 0x1FD0, 0x1FF0, 0x2000, 10, 6};
constexpr Blocks cortexM{"Cortex-M", 0x3F000, 0x3F040, 0x3F000, 0x3F020, 0x40000, 6, 8};

const Blocks* blocksOf(const FlashImage& image) {
  if (image.kind() == FlashImage::Kind::elf) return &cortexM;
  for (const Blocks* blocks : {&at89s51, &at89s52}) {
    if (image.end() <= blocks->end) return blocks;
  }
  return nullptr;
}

template <typename Number>
void put(std::vector<std::uint8_t>& bytes, std::uint32_t at, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(number >> 8 * i & 0xFF);
  }
}

std::uint16_t word(const std::vector<std::uint8_t>& bytes, std::uint32_t at) {
  return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8);
}

bool blank(const std::vector<std::uint8_t>& bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0xFF; });
}

std::uint16_t programCrc(const FlashImage& image, std::uint32_t end) {
  std::uint16_t crc = MSN_CRC_START;
  for (std::uint32_t at = 0; at < end; ++at) crc = msn_crc16_push(crc, image.at(at));
  return crc;
}

std::string hex(std::uint32_t number) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "0x%04X", static_cast<unsigned>(number));
  return text.data();
}

template <typename Bytes>
std::string digits(const Bytes& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += hex(byte).substr(4);
  return text;
}

const char* classText(std::uint8_t nodeClass) {
  switch (nodeClass) {
    case MSN_CLASS_METHANE: return "methane";
    case MSN_CLASS_FLOW: return "flow";
    default: return "relay";
  }
}

// Step by step; the first fault ends it.
class Provisioning {
 public:
  Provisioning(FlashImage& image, const Order& order) : image_(image), order_(order) {}

  std::string run() {
    blocks_ = blocksOf(image_);
    if (blocks_ == nullptr) return "larger than the 8 KiB of an AT89S52";
    setup_ = image_.part(blocks_->setup, kSetupBytes);
    const std::uint8_t nodeClass = setup_[kClassAt];
    if (nodeClass < MSN_CLASS_METHANE || nodeClass > MSN_CLASS_RELAY) {
      return "no setup of a node at " + hex(blocks_->setup) + ": not a node image";
    }
    for (const auto step : {&Provisioning::takePlate, &Provisioning::takeLevel,
                            &Provisioning::takeKey, &Provisioning::takeConfig}) {
      if (std::string fault = (this->*step)(); !fault.empty()) return fault;
    }
    return finish();
  }

  const Provisioned& device() const { return device_; }

 private:
  std::string takePlate() {
    device_.serial = order_.serial;
    device_.address = order_.address;
    device_.hardware = word(setup_, kHardwareAt);
    device_.nodeClass = order_.nodeClass.value_or(setup_[kClassAt]);
    const bool other = device_.nodeClass != setup_[kClassAt];
    if (other && blocks_ != &cortexM) {
      return std::string{"is the image of a "} + classText(setup_[kClassAt]) + " node, not of a " +
             classText(device_.nodeClass) + " node";
    }
    const bool flow = device_.nodeClass == MSN_CLASS_FLOW;
    const std::uint8_t usual = flow ? std::uint8_t{0} : other ? std::uint8_t{2} : setup_[kRelaysAt];
    device_.relays = order_.relays.value_or(usual);
    if (device_.relays > 2 || (flow && device_.relays != 0)) {
      return "--relays: a flow node has none, others at most 2";
    }
    if (blocks_ == &at89s51 && device_.relays != 2) return "--relays: an AT89S51 node has two";
    return {};
  }

  std::string takeLevel() {
    const std::uint8_t top = setup_[kTopLevelAt];
    if (top > 2) return "its setup does not say which levels its program can";
    device_.level = order_.level.value_or(setup_[kLevelAt]);
    if (device_.level > top) {
      return "level " + std::to_string(device_.level) + " is more than its program can (" +
             std::to_string(top) + (top == 0 ? ": there is no cipher in it)" : ")");
    }
    if (device_.level > 0 && !order_.siteKey) {
      return "a node of level " + std::to_string(device_.level) +
             " needs a key: --site-key FILE with --key-id N, or --training";
    }
    if (device_.level == 0 && order_.siteKey) {
      return "a node of level 0 cannot use a key";
    }
    return {};
  }

  std::string takeKey() {
    if (!order_.siteKey) return {};
    const bool fresh = word(setup_, blocks_->keyIdAt) == MSN_KEY_NONE;
    if (fresh && !blank(image_.part(blocks_->keys, MSN_KEY_AREA))) {
      return "the key area at " + hex(blocks_->keys) + " is not free: the program reaches into it";
    }
    device_.keyId = order_.keyId;
    device_.key = deviceKey(*order_.siteKey, device_.serial, device_.keyId);
    std::array<std::uint8_t, MSN_KEY_AREA> area{};
    msn_key_area(device_.key->data(), area.data());
    if (!image_.replace(blocks_->keys, area)) return noRoom(blocks_->keys);
    return {};
  }

  std::string takeConfig() {
    const auto bytes = image_.part(blocks_->config, kConfigBytes);
    ConfigPage page{};
    for (std::uint32_t i = 0; i < page.size(); ++i) page[i] = word(bytes, 2 * i);
    if (device_.nodeClass != setup_[kClassAt]) {
      std::copy_n(fw_default_config(device_.nodeClass), page.size(), page.begin());
    }
    if (auto fault = applyConfigText(order_.configText, device_.nodeClass, page)) {
      return "--config: " + *fault;
    }
    if (!fw_config_valid(device_.nodeClass, page.data())) {
      return "the settings are not valid for a " + std::string{classText(device_.nodeClass)} +
             " node (protocol/SPEC.md, CONFIG)";
    }
    const bool wide = std::any_of(page.begin(), page.end(), [](auto value) { return value > 255; });
    if (wide && blocks_ == &at89s51) {
      return "a setting is above 255: an AT89S51 keeps a byte of each";
    }
    std::vector<std::uint8_t> block(kConfigBytes);
    for (std::uint32_t i = 0; i < page.size(); ++i) put(block, 2 * i, page[i]);
    return image_.replace(blocks_->config, block) ? "" : noRoom(blocks_->config);
  }

  std::string finish() {
    device_.imageCrc = programCrc(image_, blocks_->program);
    put(setup_, 0, device_.address);
    put(setup_, kClassAt, device_.nodeClass);
    put(setup_, kRelaysAt, device_.relays);
    put(setup_, kLevelAt, device_.level);
    put(setup_, blocks_->serialAt, device_.serial);
    put(setup_, blocks_->keyIdAt, device_.keyId);
    put(setup_, kCrcAt, device_.imageCrc);
    return image_.replace(blocks_->setup, setup_) ? "" : noRoom(blocks_->setup);
  }

  static std::string noRoom(std::uint32_t at) { return "has no provisioning block at " + hex(at); }

  FlashImage& image_;
  const Order& order_;
  const Blocks* blocks_ = nullptr;
  std::vector<std::uint8_t> setup_;
  Provisioned device_;
};

}  // namespace

ProvisionResult provision(FlashImage& image, const Order& order) {
  Provisioning work{image, order};
  std::string fault = work.run();
  if (!fault.empty()) return {std::nullopt, std::move(fault)};
  return {work.device(), ""};
}

std::string publicLabel(const Provisioned& device) {
  std::string text = "node " + std::to_string(device.address) + "  " +
                     classText(device.nodeClass) + "  serial " + std::to_string(device.serial) +
                     "  level " + std::to_string(device.level) + "  hardware " +
                     hex(device.hardware) + "  image " + hex(device.imageCrc) + "\n";
  if (!device.key) return text + "no key\n";
  return text + "key id " + std::to_string(device.keyId) + "  key check value " +
         digits(keyCheckValue(*device.key)) + "\n";
}

std::string secretLabel(const Provisioned& device) {
  std::string text = "FIREDAMP1 SERIAL=" + std::to_string(device.serial) +
                     " ADDRESS=" + std::to_string(device.address) +
                     " CLASS=" + classText(device.nodeClass);
  if (device.key) {
    text += " KEYID=" + std::to_string(device.keyId) +
            " KCV=" + digits(keyCheckValue(*device.key)) + " KEY=" + digits(*device.key);
  }
  return text + "\n";
}

}  // namespace firedamp
