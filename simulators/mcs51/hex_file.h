// Intel HEX (record types 00 and 01; 8051 images need no others).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firedamp::mcs51 {

// Program memory; bytes that the file does not name read 0xFF, as erased flash does.
struct HexResult {
  std::vector<std::uint8_t> code;  // as long as the highest address needs
  std::string error;               // empty = good; else "line 12: ..." and code is empty
};

// `flashBytes`: size of the part; a record beyond it is an error, not a wrap-around.
HexResult parseHex(std::string_view text, std::size_t flashBytes);
// The same from a file; the error starts with the file's name.
HexResult readHexFile(const std::string& path, std::size_t flashBytes);

}  // namespace firedamp::mcs51
