// Images made by the tests: a program of a few bytes and a setup, in both file formats.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "fw/node.h"
#include "msn/codes.h"
#include "tools/flash_image.h"
#include "tools/hex_text.h"

namespace firedamp {

inline std::vector<std::uint16_t> relaySettings() {
  const std::uint16_t* const usual = fw_default_config(MSN_CLASS_RELAY);
  return {usual, usual + MSN_LEN_CONFIG};
}

// `end`: 0x1000 (AT89S51) or 0x2000 (AT89S52).
inline SparseFlash relayFlash(std::size_t end, std::uint8_t level) {
  SparseFlash flash(end);
  for (std::size_t at = 0; at < 300; ++at) flash[at] = static_cast<std::uint8_t>(at * 7);
  const auto settings = relaySettings();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    flash[end - 0x30 + 2 * i] = static_cast<std::uint8_t>(settings[i] & 0xFF);
    flash[end - 0x30 + 2 * i + 1] = static_cast<std::uint8_t>(settings[i] >> 8);
  }
  const std::uint8_t setup[16] = {1, MSN_CLASS_RELAY, 2, level, 0x52, 0, 1, 0,
                                  0, 0,               0, 0,     0,    0, level, 0xFF};
  for (std::size_t i = 0; i < 16; ++i) flash[end - 0x10 + i] = setup[i];
  return flash;
}

inline std::string relayHex(std::size_t end, std::uint8_t level) {
  return hexText(relayFlash(end, level));
}

// One segment of program, one of provisioning blocks at 0x3F000 with `room` bytes.
inline std::string relayElf(std::uint32_t room = 0x100) {
  std::string file(52 + 2 * 32, '\0');
  const auto put = [&file](std::size_t at, std::uint32_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) file[at + i] = static_cast<char>(value >> 8 * i & 255);
  };
  file.replace(0, 6, "\x7f" "ELF\x01\x01");
  put(18, 40, 2);
  put(28, 52, 4);
  put(42, 32, 2);
  put(44, 2, 2);
  const auto segment = [&](std::size_t at, std::uint32_t address, const std::string& bytes) {
    put(at, 1, 4);
    put(at + 4, static_cast<std::uint32_t>(file.size()), 4);
    put(at + 8, address, 4);
    put(at + 12, address, 4);
    put(at + 16, static_cast<std::uint32_t>(bytes.size()), 4);
    file += bytes;
  };
  segment(52, 0, "a program of the node");
  std::string blocks(room, '\xFF');
  const auto settings = relaySettings();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    blocks[2 * i] = static_cast<char>(settings[i] & 0xFF);
    blocks[2 * i + 1] = static_cast<char>(settings[i] >> 8);
  }
  blocks.replace(0x20, 16, std::string{"\x01\x03\x02\x02\x85\x03\0\0\x01\0\0\0\0\0\x02\0", 16});
  segment(52 + 32, 0x3F000, blocks);
  return file;
}

}  // namespace firedamp
