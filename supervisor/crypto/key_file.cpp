#include "crypto/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "crypto/digest.h"

namespace firedamp {
namespace {

constexpr std::size_t kDigits = 32;
constexpr mode_t kOthers = 0077;

class Opened {
 public:
  explicit Opened(const std::filesystem::path& file)
      : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Opened() {
    if (fd_ >= 0) ::close(fd_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string reason(int error) { return std::generic_category().message(error); }

std::string octal(mode_t mode) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode) & 07777u);
  return text.data();
}

std::optional<Key> keyOf(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  const auto bytes = bytesOfHex(text);
  Key key{};
  if (!bytes || bytes->size() != key.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

}  // namespace

// The open file is judged, not its name: what is checked is what is read.
std::variant<Key, Phrase> readKeyFile(const std::filesystem::path& file) {
  const std::string name = file.string();
  const Opened opened{file};
  struct stat state {};
  if (opened.fd() < 0 || ::fstat(opened.fd(), &state) != 0) {
    return Phrase{PHRASE("site key %1 cannot be read: %2"), {name, reason(errno)}};
  }
  if (!S_ISREG(state.st_mode)) {
    return Phrase{PHRASE("site key %1 is not a file"), {name}};
  }
  if ((state.st_mode & kOthers) != 0) {
    return Phrase{PHRASE("site key %1 may be read or changed by others (mode %2): chmod 600 it"),
                  {name, octal(state.st_mode)}};
  }
  std::array<char, kDigits + 8> text{};
  const ssize_t count = ::read(opened.fd(), text.data(), text.size());
  if (count < 0) return Phrase{PHRASE("site key %1 cannot be read: %2"), {name, reason(errno)}};
  const auto key = keyOf({text.data(), static_cast<std::size_t>(count)});
  if (!key) return Phrase{PHRASE("site key %1 must hold 32 hexadecimal digits"), {name}};
  return *key;
}

}  // namespace firedamp
