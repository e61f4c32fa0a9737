#include "tools/config_text.h"

#include <charconv>
#include <sstream>
#include <string_view>
#include <vector>

#include "msn/codes.h"

namespace firedamp {
namespace {

struct Register {
  std::string_view page, name, type, nodeClass;
  std::size_t at;
};

const std::vector<Register>& registers() {
  static const std::vector<Register> all{
#define MSN_REG(page, offset, name, type, unit, scale, access, node_class) \
  {#page, #name, #type, #node_class, offset},
#include "msn/regs.def"
  };
  return all;
}

std::string_view classWord(std::uint8_t nodeClass) {
  return nodeClass == MSN_CLASS_METHANE ? "METHANE" : nodeClass == MSN_CLASS_FLOW ? "FLOW"
                                                                                  : "RELAY";
}

const Register* find(std::string_view name, std::uint8_t nodeClass) {
  for (const Register& each : registers()) {
    const bool ours = each.nodeClass == "ALL" || each.nodeClass == classWord(nodeClass);
    if (each.page == "CONFIG" && each.name == name && ours) return &each;
  }
  return nullptr;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::optional<std::string> put(const Register& place, std::string_view digits, ConfigPage& page) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool wide = place.type == "u32";
  const std::int64_t least = place.type == "i16" ? -0x8000 : 0;
  const std::int64_t most = wide ? 0xFFFFFFFF : place.type == "i16" ? 0x7FFF : 0xFFFF;
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!whole || value < least || value > most) {
    return std::string{place.name} + ": expected an integer from " + std::to_string(least) +
           " to " + std::to_string(most) + ", found \"" + std::string{digits} + "\"";
  }
  std::size_t at = place.at;
  if (wide) page[at++] = static_cast<std::uint16_t>(value >> 16 & 0xFFFF);
  page[at] = static_cast<std::uint16_t>(value & 0xFFFF);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> applyConfigText(const std::string& text, std::uint8_t nodeClass,
                                           ConfigPage& page) {
  std::istringstream lines{text};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string_view words = trimmed(std::string_view{line}.substr(0, line.find('#')));
    if (words.empty()) continue;
    const std::string place = "line " + std::to_string(number) + ": ";
    const auto equals = words.find('=');
    if (equals == std::string_view::npos) return place + "expected NAME = number";
    const std::string_view name = trimmed(words.substr(0, equals));
    const Register* found = find(name, nodeClass);
    if (found == nullptr) {
      return place + "no register \"" + std::string{name} + "\" in the settings of this class";
    }
    if (auto fault = put(*found, trimmed(words.substr(equals + 1)), page)) return place + *fault;
  }
  return std::nullopt;
}

}  // namespace firedamp
