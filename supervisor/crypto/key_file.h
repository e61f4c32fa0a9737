// A site key in a file: 32 hexadecimal digits and at most one line end. Whoever may read it can
// switch power on in the mine, so a file that others may read is refused.
#pragma once

#include <filesystem>
#include <variant>

#include "crypto/cmac.h"
#include "domain/phrase.h"

namespace firedamp {

// The key, or a sentence that names the file and what is wrong with it. Blocking file access.
std::variant<Key, Phrase> readKeyFile(const std::filesystem::path& file);

}  // namespace firedamp
