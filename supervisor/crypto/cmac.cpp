#include "crypto/cmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace firedamp {
namespace {

struct Freed {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

void require(bool worked) {
  if (!worked) throw std::runtime_error{"OpenSSL cannot compute AES-128-CMAC"};
}

}  // namespace

Block cmac(const Key& key, std::span<const std::uint8_t> message) {
  const std::unique_ptr<EVP_MAC, Freed> mac{EVP_MAC_fetch(nullptr, "CMAC", nullptr)};
  require(mac != nullptr);
  const std::unique_ptr<EVP_MAC_CTX, Freed> context{EVP_MAC_CTX_new(mac.get())};
  require(context != nullptr);
  char cipher[] = "AES-128-CBC";
  const OSSL_PARAM parameters[]{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher, 0),
      OSSL_PARAM_construct_end()};
  Block block{};
  std::size_t length = 0;
  require(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1 &&
          EVP_MAC_update(context.get(), message.data(), message.size()) == 1 &&
          EVP_MAC_final(context.get(), block.data(), &length, block.size()) == 1 &&
          length == block.size());
  return block;
}

Tag tagOf(const Block& block) {
  Tag tag{};
  std::copy_n(block.begin(), tag.size(), tag.begin());
  return tag;
}

bool equalInConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace firedamp
