// What site files may not contain although TOML, or its parser, would let it pass.
#pragma once

#include <optional>
#include <string_view>

#include "site/fault_list.h"

namespace firedamp {

struct PlainFault {
  Spot at;
  Phrase message;
  bool oneLine = true;  // concerns nothing but the line where it stands
};

// The first character outside of texts and comments that is no printable ASCII, or the first text
// over several lines. The parser (toml++ 3.3) asks of such characters whether they are white space,
// and answers with undefined behaviour for U+00A1 to U+0499: they must not reach it.
std::optional<PlainFault> notPlain(std::string_view content);

}  // namespace firedamp
