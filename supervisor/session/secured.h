// What the key of a node proves: that a request is the supervisor's, and on level L2 that the
// answer is the node's. Messages are whole blocks of 16 bytes, big-endian (protocol/SPEC.md,
// secured commands); of each CMAC the first 8 bytes go over the wire, as four registers.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "crypto/cmac.h"

namespace firedamp {

using FourRegisters = std::array<std::uint16_t, 4>;  // a nonce or a MAC

struct SecuredCall {
  std::uint8_t unit = 0;
  std::uint8_t function = 0;  // msn_sec_fn
  std::uint8_t target = 0;
  std::uint16_t parameter = 0;
  std::uint16_t person = 0;
};

// Of OPERATE. `staged`: the registers that CFG_COMMIT would make the configuration (16), empty for
// every other function.
FourRegisters operateMac(const Key& key, const SecuredCall& call, const FourRegisters& nonce,
                         std::span<const std::uint16_t> staged = {});
// Of an OPERATE that the node says it carried out.
FourRegisters resultMac(const Key& key, const SecuredCall& call, std::uint8_t status,
                        std::uint8_t detail, const FourRegisters& nonce);
// Of an ATTEST: `live`, the 16 registers of page ATTEST, are what the node was when it heard the
// challenge.
FourRegisters attestMac(const Key& key, std::uint8_t unit, std::uint16_t person,
                        const FourRegisters& challenge, std::span<const std::uint16_t> live);
// In constant time.
bool sameMac(const FourRegisters& a, const FourRegisters& b);

}  // namespace firedamp
