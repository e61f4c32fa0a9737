#include "domain/phrase.h"

#include <string_view>

namespace firedamp {

bool Phrase::operator==(const Phrase& other) const {
  return std::string_view{text} == other.text && arguments == other.arguments;
}

std::string substitute(std::string pattern, const std::vector<std::string>& arguments) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool placeholder = pattern[i] == '%' && i + 1 < pattern.size() &&
                             pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
    const auto index = placeholder ? static_cast<std::size_t>(pattern[i + 1] - '1') : 0;
    if (placeholder && index < arguments.size()) {
      result += arguments[index];
      ++i;
    } else {
      result += pattern[i];
    }
  }
  return result;
}

std::string english(const Phrase& phrase) { return substitute(phrase.text, phrase.arguments); }

}  // namespace firedamp
