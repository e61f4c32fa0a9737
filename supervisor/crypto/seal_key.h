// The key that signs a recording's seals: Ed25519 (RFC 8032) by OpenSSL. The private half lies in a
// file that only its owner may read; the public half stands in every seal.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <variant>

#include "domain/phrase.h"

namespace firedamp {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

class SealKey {
 public:
  // Reads `file` (64 hexadecimal digits), or makes a new key there, mode 0600. Blocking. A
  // sentence that names the file when neither is possible, or when others may read it.
  static std::variant<SealKey, Phrase> readOrMake(const std::filesystem::path& file);

  SealKey(SealKey&&) noexcept;
  SealKey& operator=(SealKey&&) noexcept;
  ~SealKey();

  const PublicKey& publicKey() const { return public_; }
  Signature sign(std::span<const std::uint8_t> message) const;

 private:
  SealKey();
  static std::variant<SealKey, Phrase> of(std::span<const std::uint8_t> secret,
                                          const std::filesystem::path& file);
  struct Secret;
  std::unique_ptr<Secret> secret_;
  PublicKey public_{};
};

bool isSignedBy(const PublicKey& key, std::span<const std::uint8_t> message,
                std::span<const std::uint8_t> signature);

}  // namespace firedamp
