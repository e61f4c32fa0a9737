#include "historian/png_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace firedamp {
namespace {

constexpr std::array<std::uint8_t, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t aroundChunk = 12;  // length, type, check sum

std::uint32_t number(std::span<const std::uint8_t> bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
}

bool isType(std::span<const std::uint8_t> bytes, std::size_t at, std::string_view type) {
  return std::equal(type.begin(), type.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

bool goodSide(std::uint32_t pixels) { return pixels >= 1 && pixels <= pngSideMax; }

}  // namespace

std::optional<Phrase> pngFault(std::span<const std::uint8_t> bytes) {
  const Phrase none{PHRASE("it is no whole PNG picture"), {}};
  if (bytes.size() > pngBytesMax) {
    return Phrase{PHRASE("it is larger than %1 MB"), {std::to_string(pngBytesMax >> 20)}};
  }
  constexpr std::size_t header = 13;
  if (bytes.size() < signature.size() + aroundChunk + header ||
      !std::equal(signature.begin(), signature.end(), bytes.begin())) {
    return none;
  }
  std::size_t at = signature.size();
  if (number(bytes, at) != header || !isType(bytes, at + 4, "IHDR")) return none;
  if (!goodSide(number(bytes, at + 8)) || !goodSide(number(bytes, at + 12))) return none;
  while (bytes.size() - at >= aroundChunk) {
    const std::size_t length = number(bytes, at);
    const bool last = isType(bytes, at + 4, "IEND");
    if (length > bytes.size() - at - aroundChunk) return none;
    at += length + aroundChunk;
    if (last) return at == bytes.size() ? std::nullopt : std::optional{none};
  }
  return none;
}

}  // namespace firedamp
