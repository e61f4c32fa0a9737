#include "ctl/words.h"

#include <algorithm>

namespace firedamp {

std::string Words::say(const std::string& pattern,
                       const std::vector<std::string>& arguments) const {
  if (!chinese_) return substitute(pattern, arguments);
  const auto& words = chineseWords();
  const auto found = std::find_if(words.begin(), words.end(), [&pattern](const Word& word) {
    return pattern == word.english;
  });
  return substitute(found == words.end() ? pattern : found->chinese, arguments);
}

}  // namespace firedamp
