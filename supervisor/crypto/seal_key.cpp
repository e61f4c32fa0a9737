#include "crypto/seal_key.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include "crypto/digest.h"

namespace firedamp {
namespace {

struct Freed {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, Freed>;

constexpr std::size_t secretBytes = 32;

Phrase unreadable(const std::filesystem::path& file) {
  return {PHRASE("seal key %1 cannot be read or made: %2"),
          {file.string(), std::generic_category().message(errno)}};
}

// Owns an open file.
class File {
 public:
  File(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags, 0600)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

// Synced before it is used: a seal must never outlive its key.
bool writeNew(const std::filesystem::path& path, const std::string& text) {
  const File file{path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC};
  return file.fd() >= 0 &&
         ::write(file.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
         ::fsync(file.fd()) == 0;
}

}  // namespace

struct SealKey::Secret {
  std::unique_ptr<EVP_PKEY, Freed> key;
};

SealKey::SealKey() : secret_(std::make_unique<Secret>()) {}
SealKey::SealKey(SealKey&&) noexcept = default;
SealKey& SealKey::operator=(SealKey&&) noexcept = default;
SealKey::~SealKey() = default;

std::variant<SealKey, Phrase> SealKey::of(std::span<const std::uint8_t> secret,
                                          const std::filesystem::path& file) {
  SealKey key;
  key.secret_->key.reset(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size()));
  std::size_t length = key.public_.size();
  if (!key.secret_->key || EVP_PKEY_get_raw_public_key(key.secret_->key.get(), key.public_.data(),
                                                       &length) != 1) {
    return Phrase{PHRASE("seal key %1 is no Ed25519 key of 64 hexadecimal digits"),
                  {file.string()}};
  }
  return key;
}

std::variant<SealKey, Phrase> SealKey::readOrMake(const std::filesystem::path& file) {
  const File opened{file, O_RDONLY | O_CLOEXEC | O_NONBLOCK};
  if (opened.fd() < 0) {
    if (errno != ENOENT) return unreadable(file);
    std::array<std::uint8_t, secretBytes> secret{};
    if (RAND_bytes(secret.data(), static_cast<int>(secret.size())) != 1) {
      throw std::runtime_error{"OpenSSL has no random numbers"};
    }
    if (!writeNew(file, hexText(secret) + "\n")) return unreadable(file);
    return of(secret, file);
  }
  struct stat state {};
  if (::fstat(opened.fd(), &state) != 0) return unreadable(file);
  if ((state.st_mode & 0077) != 0) {
    return Phrase{PHRASE("seal key %1 may be read or changed by others: chmod 600 it"),
                  {file.string()}};
  }
  std::array<char, 2 * secretBytes + 1> text{};
  const ssize_t count = ::read(opened.fd(), text.data(), text.size());
  if (count < 0) return unreadable(file);
  std::string_view digits{text.data(), static_cast<std::size_t>(count)};
  if (!digits.empty() && digits.back() == '\n') digits.remove_suffix(1);
  return of(bytesOfHex(digits).value_or(std::vector<std::uint8_t>{}), file);
}

Signature SealKey::sign(std::span<const std::uint8_t> message) const {
  Signature signature{};
  std::size_t length = signature.size();
  const Context context{EVP_MD_CTX_new()};
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret_->key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) !=
          1) {
    throw std::runtime_error{"OpenSSL cannot sign with Ed25519"};
  }
  return signature;
}

bool isSignedBy(const PublicKey& key, std::span<const std::uint8_t> message,
                std::span<const std::uint8_t> signature) {
  const std::unique_ptr<EVP_PKEY, Freed> known{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size())};
  const Context context{EVP_MD_CTX_new()};
  return known && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, known.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace firedamp
