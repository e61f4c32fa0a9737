// Is this a whole picture in PNG, of a size that can be shown? Its frame only: no pixel is decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "domain/phrase.h"

namespace firedamp {

constexpr std::size_t pngBytesMax = std::size_t{8} << 20;
constexpr std::uint32_t pngSideMax = 16'384;  // pixels

// Signature, IHDR with sides of 1 to pngSideMax, chunks that fill the file to the byte, IEND last.
// Nothing is wrong: nothing.
std::optional<Phrase> pngFault(std::span<const std::uint8_t> bytes);

}  // namespace firedamp
