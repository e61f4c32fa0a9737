// A pseudo terminal: the test holds the master, the link opens the slave by its path.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace firedamp::test {

class PseudoPort {
 public:
  PseudoPort() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return;
    char name[128] = {};
    if (::ptsname_r(master_, name, sizeof name) == 0) path_ = name;
  }
  ~PseudoPort() { unplug(); }
  PseudoPort(const PseudoPort&) = delete;
  PseudoPort& operator=(const PseudoPort&) = delete;

  const std::string& path() const { return path_; }
  void unplug() {
    if (master_ >= 0) ::close(std::exchange(master_, -1));
  }
  bool send(const std::vector<std::uint8_t>& bytes) const {
    return ::write(master_, bytes.data(), bytes.size()) == ssize_t(bytes.size());
  }
  // Exactly `count` bytes, or fewer when none came for 20 s.
  std::vector<std::uint8_t> receive(std::size_t count) const {
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
      pollfd waiting{master_, POLLIN, 0};
      std::uint8_t chunk[512];
      if (::poll(&waiting, 1, 20'000) != 1) break;
      const ssize_t n = ::read(master_, chunk, sizeof chunk);
      if (n <= 0) break;
      bytes.insert(bytes.end(), chunk, chunk + n);
    }
    return bytes;
  }

 private:
  int master_ = -1;
  std::string path_;
};

}  // namespace firedamp::test
