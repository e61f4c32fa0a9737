#include "crypto/password.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <vector>

namespace firedamp {
namespace {

// N = 2^14, r = 8, p = 5: one of the sets of the OWASP Password Storage Cheat Sheet (16 MiB).
constexpr std::uint64_t usualCost = 16384, usualBlock = 8, usualLanes = 5;
// A verifier that asks for more is damaged or made to stop us.
constexpr std::uint64_t costMax = 1u << 20, blockMax = 32, lanesMax = 16;
constexpr std::uint64_t memoryMax = 512ull * 1024 * 1024;
constexpr std::size_t saltBytes = 16, keyBytes = 32;

using Bytes = std::vector<std::uint8_t>;

struct Verifier {
  std::uint64_t cost = usualCost, block = usualBlock, lanes = usualLanes;
  Bytes salt, key;
};

std::string hexOf(std::span<const std::uint8_t> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Bytes> bytesOf(std::string_view hex) {
  Bytes bytes(hex.size() / 2);
  if (hex.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char* start = hex.data() + 2 * i;
    const auto [end, error] = std::from_chars(start, start + 2, bytes[i], 16);
    if (error != std::errc{} || end != start + 2) return std::nullopt;
  }
  return bytes;
}

std::optional<std::uint64_t> numberOf(std::string_view text, std::uint64_t max) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc{} && end == text.data() + text.size();
  return good && number > 0 && number <= max ? std::optional{number} : std::nullopt;
}

std::optional<Verifier> parsed(std::string_view text) {
  std::array<std::string_view, 6> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto end = text.find('$');
    if ((end == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
    parts[i] = text.substr(0, end);
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  const auto cost = numberOf(parts[1], costMax), block = numberOf(parts[2], blockMax),
             lanes = numberOf(parts[3], lanesMax);
  const auto salt = bytesOf(parts[4]), key = bytesOf(parts[5]);
  const bool good = parts[0] == "scrypt" && cost && block && lanes && salt && key;
  if (!good || salt->empty() || key->size() != keyBytes) return std::nullopt;
  return Verifier{*cost, *block, *lanes, *salt, *key};
}

std::optional<Bytes> derived(std::string_view password, const Verifier& verifier) {
  Bytes key(keyBytes);
  const int done = EVP_PBE_scrypt(password.data(), password.size(), verifier.salt.data(),
                                  verifier.salt.size(), verifier.cost, verifier.block,
                                  verifier.lanes, memoryMax, key.data(), key.size());
  return done == 1 ? std::optional{key} : std::nullopt;
}

}  // namespace

std::optional<std::string> verifierOf(std::string_view password) {
  Verifier verifier;
  verifier.salt.resize(saltBytes);
  if (RAND_bytes(verifier.salt.data(), static_cast<int>(saltBytes)) != 1) return std::nullopt;
  const auto key = derived(password, verifier);
  if (!key) return std::nullopt;
  return "scrypt$" + std::to_string(verifier.cost) + "$" + std::to_string(verifier.block) + "$" +
         std::to_string(verifier.lanes) + "$" + hexOf(verifier.salt) + "$" + hexOf(*key);
}

bool passwordMatches(std::string_view password, std::string_view text) {
  const auto verifier = parsed(text);
  if (!verifier || password.size() > passwordBytesMax) return false;
  const auto key = derived(password, *verifier);
  return key && CRYPTO_memcmp(key->data(), verifier->key.data(), keyBytes) == 0;
}

std::string randomToken() {
  std::array<std::uint8_t, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
  return hexOf(bytes);
}

}  // namespace firedamp
