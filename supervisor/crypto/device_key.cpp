#include "crypto/device_key.h"

namespace firedamp {

Key deviceKey(const Key& siteKey, std::uint32_t serial, std::uint16_t keyId) {
  const auto byte = [](std::uint32_t number, int shift) {
    return static_cast<std::uint8_t>(number >> shift & 0xFF);
  };
  const std::array<std::uint8_t, 10> device{
      'M',             'S',             'N',            '1',
      byte(serial, 24), byte(serial, 16), byte(serial, 8), byte(serial, 0),
      byte(keyId, 8),  byte(keyId, 0)};
  return cmac(siteKey, device);
}

std::array<std::uint8_t, 3> keyCheckValue(const Key& key) {
  const Block check = cmac(key, Block{});
  return {check[0], check[1], check[2]};
}

}  // namespace firedamp
