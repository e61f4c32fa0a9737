#include "mcs51/hex_file.h"

#include <fstream>
#include <numeric>
#include <sstream>

namespace firedamp::mcs51 {
namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// ":10246200..." -> bytes; empty when it is no hex record at all.
std::vector<std::uint8_t> recordBytes(std::string_view line) {
  if (line.empty() || line.front() != ':' || line.size() % 2 == 0) return {};
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 1; i + 1 < line.size(); i += 2) {
    const int high = hexDigit(line[i]);
    const int low = hexDigit(line[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

// What is wrong with the shape of a record; empty when nothing is.
std::string recordFault(const std::vector<std::uint8_t>& record) {
  if (record.size() < 5) return "not an Intel HEX record (expected ':' and pairs of hex digits)";
  if (record.size() != record[0] + 5u) {
    return "record says " + std::to_string(record[0]) + " data bytes but has " +
           std::to_string(record.size() - 5);
  }
  const unsigned sum = std::accumulate(record.begin(), record.end(), 0u);
  if ((sum & 0xFFu) != 0) return "wrong checksum";
  if (record[3] > 1) return "record type " + std::to_string(record[3]) + " (only 00 and 01)";
  return {};
}

void place(HexResult& result, const std::vector<std::uint8_t>& record, std::size_t flashBytes) {
  const std::size_t start = record[1] * 256u + record[2];
  const std::size_t end = start + record[0];
  if (end > flashBytes) {
    result.error = "address " + std::to_string(end - 1) + " is beyond the part's " +
                   std::to_string(flashBytes) + " bytes of flash";
    return;
  }
  if (result.code.size() < end) result.code.resize(end, 0xFF);
  for (std::size_t i = 0; i < record[0]; ++i) result.code[start + i] = record[4 + i];
}

HexResult failed(std::size_t line, const std::string& why) {
  return {{}, "line " + std::to_string(line) + ": " + why};
}

}  // namespace

HexResult parseHex(std::string_view text, std::size_t flashBytes) {
  HexResult result;
  std::istringstream lines{std::string{text}};
  std::string line;
  std::size_t number = 0;
  bool ended = false;
  while (std::getline(lines, line)) {
    ++number;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty()) continue;
    if (ended) return failed(number, "text after the end record");
    const std::vector<std::uint8_t> record = recordBytes(line);
    if (const std::string fault = recordFault(record); !fault.empty()) return failed(number, fault);
    ended = record[3] == 1;
    if (!ended) place(result, record, flashBytes);
    if (!result.error.empty()) return failed(number, result.error);
  }
  if (!ended) return failed(number, "no end record; the file is cut");
  if (result.code.empty()) return failed(number, "no program bytes");
  return result;
}

HexResult readHexFile(const std::string& path, std::size_t flashBytes) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return {{}, path + ": cannot be read"};
  std::ostringstream text;
  text << file.rdbuf();
  HexResult result = parseHex(text.str(), flashBytes);
  if (!result.error.empty()) result.error = path + ": " + result.error;
  return result;
}

}  // namespace firedamp::mcs51
