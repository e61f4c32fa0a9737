// Makes one device of an image: address, serial number, settings and key written into the blocks
// that the ports keep for it (protocol/SPEC.md, provisioning).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crypto/cmac.h"
#include "tools/config_text.h"
#include "tools/flash_image.h"

namespace firedamp {

// What was asked for; absent: as the image has it.
struct Order {
  std::uint32_t serial = 0;
  std::uint8_t address = 1;
  std::optional<std::uint8_t> nodeClass, relays, level;
  std::uint16_t keyId = 0;     // 0: no key
  std::optional<Key> siteKey;  // that the device key is derived from
  std::string configText;      // empty: the image's settings
};

struct Provisioned {
  std::uint32_t serial = 0;
  std::uint16_t hardware = 0, keyId = 0, imageCrc = 0;
  std::uint8_t address = 0, nodeClass = 0, relays = 0, level = 0;
  std::optional<Key> key;  // the device's; secret
};

// Changes `image` and tells what it has become, or says what is wrong with what; then nothing of
// `image` may be used.
struct ProvisionResult {
  std::optional<Provisioned> device;
  std::string fault;
};
ProvisionResult provision(FlashImage& image, const Order& order);

// What may be printed: everything but the key, of which only the check value.
std::string publicLabel(const Provisioned& device);
// One line for a QR code, with the key. Empty fields stay out.
std::string secretLabel(const Provisioned& device);

}  // namespace firedamp
