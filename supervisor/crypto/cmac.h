// AES-128-CMAC (RFC 4493) by OpenSSL: the supervisor's side of every proof. The nodes compute the
// same with code of their own (protocol/), so that the two judge each other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace firedamp {

using Key = std::array<std::uint8_t, 16>;
using Block = std::array<std::uint8_t, 16>;  // a whole CMAC
using Tag = std::array<std::uint8_t, 8>;     // its first half: what goes over the wire

// Any length, also empty. Pure: no state is kept. OpenSSL refuses only for want of memory or of
// its own library; both end the program, since no command could be judged without it.
Block cmac(const Key& key, std::span<const std::uint8_t> message);
Tag tagOf(const Block& block);

// In a time that does not depend on where the two differ. Different lengths are unequal.
bool equalInConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

}  // namespace firedamp
