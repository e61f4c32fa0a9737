// A sentence for people, stored and moved as id + arguments, rendered at the edge in the reader's
// language. The English template is the id; the desktop translates it (context "phrase"), programs
// without a desktop print it as it is. Mark every template with PHRASE so that lupdate and the
// completeness test find it.
#pragma once

#include <string>
#include <vector>

#define PHRASE(text) text

namespace firedamp {

struct Phrase {
  const char* text = "";  // English template with %1, %2 ...; static storage
  std::vector<std::string> arguments;
  bool operator==(const Phrase& other) const;
};

// %1..%9 replaced by the arguments.
std::string english(const Phrase& phrase);
std::string substitute(std::string pattern, const std::vector<std::string>& arguments);

}  // namespace firedamp
