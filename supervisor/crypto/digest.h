// SHA-256 (FIPS 180-4) by OpenSSL, and digests as hexadecimal text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firedamp {

using Digest = std::array<std::uint8_t, 32>;

// Pure. OpenSSL refuses only for want of memory or of its own library: that ends the program.
Digest sha256(std::span<const std::uint8_t> bytes);

std::string digestOfText(const std::string& text);  // hexadecimal
std::string hexText(std::span<const std::uint8_t> bytes);  // lower case
// Nothing unless `text` is pairs of hexadecimal digits.
std::optional<std::vector<std::uint8_t>> bytesOfHex(std::string_view text);

}  // namespace firedamp
