#include "serve/pty.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace firedamp {

bool Pty::open() {
  close();
  ours_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  char name[128] = "";
  if (ours_ >= 0 && grantpt(ours_) == 0 && unlockpt(ours_) == 0 &&
      ptsname_r(ours_, name, sizeof name) == 0) {
    theirs_ = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  termios mode{};
  if (theirs_ < 0 || tcgetattr(theirs_, &mode) != 0) {
    error_ = std::string{"no pseudo terminal: "} + std::strerror(errno);
    close();
    return false;
  }
  cfmakeraw(&mode);
  tcsetattr(theirs_, TCSANOW, &mode);
  name_ = name;
  return true;
}

void Pty::close() {
  if (ours_ >= 0) ::close(ours_);
  if (theirs_ >= 0) ::close(theirs_);
  ours_ = theirs_ = -1;
}

int Pty::release() {
  return std::exchange(ours_, -1);
}

}  // namespace firedamp
