#include "crypto/key_ring.h"

#include "crypto/key_file.h"

namespace firedamp {
namespace {

constexpr std::uint16_t kNone = 0, kTraining = 1;  // msn_key_id

}  // namespace

std::optional<Key> KeyRing::deviceKey(std::uint32_t serial, std::uint16_t keyId) const {
  if (keyId == kNone || (keyId != kTraining && !site_)) return std::nullopt;
  return firedamp::deviceKey(keyId == kTraining ? trainingSiteKey : *site_, serial, keyId);
}

std::variant<KeyRing, Phrase> keysFor(const Site& site, const std::filesystem::path& file) {
  if (file.empty()) {
    if (!site.production) return KeyRing{};
    return Phrase{PHRASE("%1 is a production site and needs its site key"), {site.tag}};
  }
  const auto read = readKeyFile(file);
  if (const auto* fault = std::get_if<Phrase>(&read)) return *fault;
  const Key& key = std::get<Key>(read);
  if (site.production && equalInConstantTime(key, trainingSiteKey)) {
    return Phrase{PHRASE("site key %1 is the public training key: refused by the production"
                         " site %2"),
                  {file.string(), site.tag}};
  }
  return KeyRing{key};
}

}  // namespace firedamp
