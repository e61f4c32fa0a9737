// Which changes of a site make it less safe: one table of keys and directions. Whatever the table
// does not know loosens: a key that is new here asks for a second person until somebody decides.
#pragma once

#include <string>

#include "site/toml_tree.h"

namespace firedamp {

// A key of a site's files, or a whole table of a list ([[point]] ...; `key` empty).
struct ChangedKey {
  std::string group;  // first table: "point", "class", "rules" ...; empty: the file's own keys
  std::string key;    // the last part of its path
  std::string part;   // what stands between: "limits", "plausible", "holds"; may be empty
  const TomlValue* before = nullptr;  // nullptr: not there
  const TomlValue* after = nullptr;
};

bool loosens(const ChangedKey& change);

}  // namespace firedamp
