#include "site/plain_toml.h"

namespace firedamp {
namespace {

bool plain(char c) { return c == '\t' || c == '\r' || c == '\n' || (c >= ' ' && c <= '~'); }

// Index behind the text that begins with the quote at `at`. An unclosed text ends with its line.
std::size_t behindText(std::string_view content, std::size_t at) {
  const char quote = content[at];
  for (std::size_t i = at + 1; i < content.size() && content[i] != '\n'; ++i) {
    if (content[i] == quote) return i + 1;
    if (quote == '"' && content[i] == '\\' && i + 1 < content.size() && content[i + 1] != '\n') ++i;
  }
  return content.find('\n', at);
}

Spot spotOf(std::string_view content, std::size_t at) {
  Spot spot{1, 1};
  for (const char c : content.substr(0, at)) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;  // of UTF-8
    if (c == '\n') {
      spot = {spot.line + 1, 1};
    } else if (!continues) {
      ++spot.column;
    }
  }
  return spot;
}

}  // namespace

std::optional<PlainFault> notPlain(std::string_view content) {
  const std::size_t mark = content.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;  // byte order mark
  for (std::size_t i = mark; i < content.size();) {
    const std::string_view rest = content.substr(i);
    if (rest.substr(0, 3) == "\"\"\"" || rest.substr(0, 3) == "'''") {
      return PlainFault{spotOf(content, i), {PHRASE("a text must stand in one line"), {}},
                        false};
    }
    if (content[i] == '#') {
      i = content.find('\n', i);
    } else if (content[i] == '"' || content[i] == '\'') {
      i = behindText(content, i);
    } else if (plain(content[i])) {
      ++i;
    } else {
      return PlainFault{
          spotOf(content, i),
          {PHRASE("only plain ASCII may stand outside of texts and comments"), {}},
          true};
    }
  }
  return std::nullopt;
}

}  // namespace firedamp
