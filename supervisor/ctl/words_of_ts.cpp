// Build-time program: the Chinese sentences of a Qt translation file as a C++ table, so that a
// program without Qt can say them. words_of_ts FILE.ts > words_zh.cpp
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

std::string between(const std::string& text, std::size_t& at, const std::string& tag) {
  const std::string open = "<" + tag + ">", close = "</" + tag + ">";
  const auto start = text.find(open, at);
  const auto end = start == std::string::npos ? start : text.find(close, start);
  at = end;
  if (end == std::string::npos) return {};
  return text.substr(start + open.size(), end - start - open.size());
}

// A C++ string literal of text with the five entities of XML.
std::string literal(std::string text) {
  for (const auto& [entity, plain] : {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"},
                                      std::pair{"&quot;", "\""}, std::pair{"&apos;", "'"},
                                      std::pair{"&amp;", "&"}}) {
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1)) {
      text.replace(at, std::string{entity}.size(), plain);
    }
  }
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream file{argc == 2 ? argv[1] : ""};
  std::stringstream all;
  if (!(all << file.rdbuf())) {
    std::cerr << "words_of_ts: cannot read the translation file\n";
    return 1;
  }
  const std::string text = all.str();
  std::cout << "#include \"ctl/words.h\"\n\nnamespace firedamp {\n\n"
               "const std::vector<Word>& chineseWords() {\n"
               "  static const std::vector<Word> words{\n";
  for (std::size_t at = text.find("<message>"); at != std::string::npos;
       at = text.find("<message>", at)) {
    const std::string source = between(text, at, "source");
    if (at == std::string::npos) break;
    const std::string translation = between(text, at, "translation");
    std::cout << "      {" << literal(source) << ", " << literal(translation) << "},\n";
  }
  std::cout << "  };\n  return words;\n}\n\n}  // namespace firedamp\n";
}
