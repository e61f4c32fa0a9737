#include "site/toml_blocks.h"

#include <cstdio>

namespace firedamp {
namespace {

bool begins(std::string_view line, std::string_view start) {
  return line.substr(0, start.size()) == start;
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  return line;
}

std::vector<std::string_view> linesOf(std::string_view content) {
  std::vector<std::string_view> lines;
  while (!content.empty()) {
    const auto end = content.find('\n');
    const auto count = end == std::string_view::npos ? content.size() : end + 1;
    lines.push_back(content.substr(0, count));
    content.remove_prefix(count);
  }
  return lines;
}

}  // namespace

std::vector<TomlBlock> tomlBlocks(const std::string& content, std::string_view header,
                                  std::string_view inside) {
  std::vector<TomlBlock> blocks{{}};
  for (const std::string_view line : linesOf(content)) {
    const std::string_view start = trimmed(line);
    const bool isHeader = begins(start, "[");
    if (isHeader && begins(start, header)) {
      blocks.push_back({"", true, std::string{start.substr(0, start.find(']') + 1)}});
    } else if (isHeader && blocks.back().ours && !(begins(start, inside) && !inside.empty())) {
      blocks.push_back({});
    }
    blocks.back().text += line;
  }
  return blocks;
}

std::string trailOf(const std::string& block) {
  const std::vector<std::string_view> lines = linesOf(block);
  std::size_t first = lines.size();
  while (first > 0) {
    const std::string_view line = trimmed(lines[first - 1]);
    if (!line.empty() && line.front() != '#' && line.front() != '\n' && line.front() != '\r') break;
    --first;
  }
  std::string trail;
  for (std::size_t i = first; i < lines.size(); ++i) trail += lines[i];
  return trail;
}

std::string tomlText(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", byte);
      quoted += escape;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace firedamp
