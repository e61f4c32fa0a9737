// A new file that only its owner may read: it holds a key.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace firedamp {

// Mode 0600 from its first byte on; an older file of the name is replaced as a whole. Says what
// went wrong with which file.
std::optional<std::string> writePrivateFile(const std::filesystem::path& file,
                                            const std::string& content);

}  // namespace firedamp
