#include "crypto/running_digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace firedamp {
namespace {

constexpr std::size_t pieceBytes = 1 << 20;

[[noreturn]] void refused() { throw std::runtime_error{"OpenSSL cannot compute SHA-256"}; }

struct Freed {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct RunningDigest::State {
  std::unique_ptr<EVP_MD_CTX, Freed> context{EVP_MD_CTX_new()};
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
  if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
    refused();
  }
}
RunningDigest::RunningDigest(RunningDigest&&) noexcept = default;
RunningDigest& RunningDigest::operator=(RunningDigest&&) noexcept = default;
RunningDigest::~RunningDigest() = default;

void RunningDigest::add(std::span<const std::uint8_t> bytes) {
  if (EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) != 1) refused();
}

Digest RunningDigest::take() {
  Digest digest{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length) != 1) refused();
  return digest;
}

std::optional<Digest> sha256OfFile(const std::filesystem::path& file,
                                   std::optional<std::uint64_t> bytes) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return std::nullopt;
  RunningDigest digest;
  std::vector<char> piece(pieceBytes);
  std::uint64_t left = bytes.value_or(UINT64_MAX);
  while (left > 0) {
    stream.read(piece.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(
                                  left, piece.size())));
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count == 0) break;
    digest.add({reinterpret_cast<const std::uint8_t*>(piece.data()), count});
    left -= count;
  }
  if (stream.bad() || (bytes && left > 0)) return std::nullopt;
  return digest.take();
}

}  // namespace firedamp
