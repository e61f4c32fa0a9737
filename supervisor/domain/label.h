// A text in both languages.
#pragma once

#include <string>

namespace firedamp {

struct Label {
  std::string en;
  std::string zh;
  bool operator==(const Label&) const = default;
};

}  // namespace firedamp
