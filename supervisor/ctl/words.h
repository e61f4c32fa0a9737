// Sentences in the reader's language, without Qt. The Chinese ones come from the desktop's own
// translation file (words_of_ts.cpp makes the table while building).
#pragma once

#include <string>
#include <vector>

#include "domain/phrase.h"

namespace firedamp {

struct Word {
  const char* english;
  const char* chinese;
};
const std::vector<Word>& chineseWords();

class Words {
 public:
  explicit Words(bool chinese) : chinese_(chinese) {}
  bool chinese() const { return chinese_; }
  // A sentence that the table does not know stays English.
  std::string say(const std::string& pattern, const std::vector<std::string>& arguments = {}) const;

 private:
  bool chinese_;
};

}  // namespace firedamp
