// A TOML file as text in blocks, so that one table of it can be written anew and the rest stays as
// somebody wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firedamp {

struct TomlBlock {
  std::string text;    // whole lines
  bool ours = false;   // begins with a header that was asked for; else what stands around
  std::string header;  // "[kind.trip]"
};

// Cut where a line is `header` or begins with it ("[[point]]", "[kind."); ours end before
// the next table that is not part of it: a header that `inside` (the start of one, like "[point.")
// does not begin.
std::vector<TomlBlock> tomlBlocks(const std::string& content, std::string_view header,
                                  std::string_view inside);

// Comments and empty lines at the end of a block: they belong to what follows.
std::string trailOf(const std::string& block);

// "text" with what TOML escapes.
std::string tomlText(const std::string& text);

}  // namespace firedamp
