// Intel HEX as text: data and end records, as sdcc writes them and programmers read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace firedamp {

using SparseFlash = std::vector<std::optional<std::uint8_t>>;

// Or what is wrong in which line. At most 64 KiB.
std::variant<SparseFlash, std::string> readHexText(const std::string& text);
// Records of at most 16 bytes in the order of their addresses.
std::string hexText(const SparseFlash& flash);

}  // namespace firedamp
