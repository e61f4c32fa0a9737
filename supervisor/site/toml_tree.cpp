#include "site/toml_tree.h"

// The parser asserts of input what it then checks itself ("[*]" as a header): a typing error would
// stop a debug build, and be undefined in a release build of clang. The check is what we want.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expr) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>

#include "site/plain_toml.h"

namespace firedamp {
namespace {

constexpr int syntaxErrorsMax = 20;  // more than anybody corrects in one go

Spot spotOf(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

TomlValue treeOf(const toml::node& node);

TomlValue::Table tableOf(const toml::table& table) {
  TomlValue::Table entries;
  for (const auto& [key, value] : table) {
    entries.push_back({std::string{key.str()}, spotOf(key.source()), treeOf(value)});
  }
  return entries;
}

TomlValue::List listOf(const toml::array& array) {
  TomlValue::List list;
  for (const toml::node& value : array) list.push_back(treeOf(value));
  return list;
}

// Nesting is bounded by the parser.
TomlValue treeOf(const toml::node& node) {
  TomlValue value;
  value.at = spotOf(node.source());
  if (const auto* text = node.as_string()) value.content = text->get();
  if (const auto* integer = node.as_integer()) value.content = integer->get();
  if (const auto* real = node.as_floating_point()) value.content = real->get();
  if (const auto* truth = node.as_boolean()) value.content = truth->get();
  if (const auto* array = node.as_array()) value.content = listOf(*array);
  if (const auto* table = node.as_table()) value.content = tableOf(*table);
  return value;
}

// Blanks line `number` and says whether the rest can be read without it: it holds one key and
// its value, and is wrong in itself, not part of something that spans lines.
bool leaveOut(std::string& content, std::uint32_t number, bool wrongInItself) {
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < number; ++line) {
    begin = content.find('\n', begin);
    if (begin == std::string::npos) return false;
    ++begin;
  }
  const std::size_t end = std::min(content.find('\n', begin), content.size());
  const std::string line = content.substr(begin, end - begin);
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string::npos || line[first] == '[') return false;
  if (line.find('=') == std::string::npos) return false;
  if (!wrongInItself && toml::parse(line)) return false;
  content.replace(begin, line.size(), line.size(), ' ');
  return true;
}

}  // namespace

TomlFile readToml(SiteFiles& files, const std::string& name, FaultList& faults) {
  TomlFile file;
  file.name = name;
  file.root.content = TomlValue::Table{};
  std::optional<std::string> content = files.content(name, faults);
  if (!content) {
    file.whole = false;
    return file;
  }
  for (int errors = 0; errors < syntaxErrorsMax; ++errors) {
    if (const auto strange = notPlain(*content)) {
      file.whole = false;
      faults.add(name, strange->at, "", strange->message);
      if (!strange->oneLine || !leaveOut(*content, strange->at.line, true)) break;
      continue;
    }
    const toml::parse_result result = toml::parse(*content);
    if (result) {
      file.root.content = tableOf(result.table());
      return file;
    }
    file.whole = false;
    const Spot spot = spotOf(result.error().source());
    const std::string description{result.error().description()};
    faults.add(name, spot, "", {PHRASE("not TOML: %1"), {description}});
    const bool repeats = description.find("cannot redefine") != std::string::npos;
    if (!leaveOut(*content, spot.line, repeats)) break;
  }
  return file;
}

}  // namespace firedamp
