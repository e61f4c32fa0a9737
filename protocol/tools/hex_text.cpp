#include "tools/hex_text.h"

#include <array>
#include <cstdio>
#include <sstream>

namespace firedamp {
namespace {

constexpr std::size_t kPerRecord = 16;
constexpr std::uint8_t kEnd = 0x01;

// The bytes behind the colon; empty when it is no record or its sum is wrong.
std::vector<std::uint8_t> recordOf(const std::string& line) {
  std::vector<std::uint8_t> bytes;
  if (line.size() < 11 || line[0] != ':' || line.size() % 2 == 0) return {};
  unsigned sum = 0;
  for (std::size_t i = 1; i < line.size(); i += 2) {
    const std::string digits = line.substr(i, 2);
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return {};
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(digits, nullptr, 16)));
    sum += bytes.back();
  }
  const bool whole = bytes.size() == bytes[0] + 5u;
  return whole && (sum & 0xFF) == 0 ? bytes : std::vector<std::uint8_t>{};
}

std::string recordText(std::size_t address, std::uint8_t type,
                       const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> record{static_cast<std::uint8_t>(bytes.size()),
                                   static_cast<std::uint8_t>(address >> 8 & 0xFF),
                                   static_cast<std::uint8_t>(address & 0xFF), type};
  for (const std::uint8_t byte : bytes) record.push_back(byte);
  unsigned sum = 0;
  for (const std::uint8_t byte : record) sum += byte;
  record.push_back(static_cast<std::uint8_t>(0u - sum));
  std::string text = ":";
  for (const std::uint8_t byte : record) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02X", byte);
    text += digits.data();
  }
  return text + "\n";
}

}  // namespace

std::variant<SparseFlash, std::string> readHexText(const std::string& text) {
  SparseFlash flash;
  std::istringstream lines{text};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const auto record = recordOf(line);
    const std::string place = "line " + std::to_string(number) + ": ";
    if (record.empty()) return place + "no Intel HEX record, or its check sum is wrong";
    if (record[3] == kEnd) return flash;
    if (record[3] != 0) return place + "a record of a kind that an 8051 image does not have";
    const std::size_t from = static_cast<std::size_t>(record[1] << 8 | record[2]);
    const std::size_t count = record[0];
    if (flash.size() < from + count) flash.resize(from + count);
    for (std::size_t i = 0; i < count; ++i) flash[from + i] = record[4 + i];
  }
  return std::string{"no end record: the file was cut"};
}

std::string hexText(const SparseFlash& flash) {
  std::string text;
  std::vector<std::uint8_t> run;
  for (std::size_t at = 0; at <= flash.size(); ++at) {
    const bool here = at < flash.size() && flash[at].has_value();
    if (!run.empty() && (!here || run.size() == kPerRecord)) {
      text += recordText(at - run.size(), 0, run);
      run.clear();
    }
    if (here) run.push_back(*flash[at]);
  }
  return text + recordText(0, kEnd, {});
}

}  // namespace firedamp
