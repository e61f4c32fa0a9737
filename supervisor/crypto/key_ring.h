// The keys that a supervisor holds: the training key, which everybody has, and its site's, when it
// was given one. A value; it goes into the engine at construction and never changes there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <variant>

#include "crypto/device_key.h"
#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

class KeyRing {
 public:
  KeyRing() = default;
  explicit KeyRing(const Key& site) : site_(site) {}

  // Nothing for a node without a key (id 0), and for a real key id when there is no site key.
  std::optional<Key> deviceKey(std::uint32_t serial, std::uint16_t keyId) const;
  bool hasSiteKey() const { return site_.has_value(); }

 private:
  std::optional<Key> site_;
};

// The keys that this site may start with, or a sentence why it may not. An empty `file`: no site
// key was given. A production site needs one, and the training key is none.
std::variant<KeyRing, Phrase> keysFor(const Site& site, const std::filesystem::path& file);

}  // namespace firedamp
