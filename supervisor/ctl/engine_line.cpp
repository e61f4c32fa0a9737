#include "ctl/engine_line.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace firedamp {

EngineLine::~EngineLine() {
  if (fd_ >= 0) ::close(fd_);
}

std::optional<Phrase> EngineLine::open(const std::string& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket.size() >= sizeof address.sun_path) {
    return Phrase{PHRASE("the path %1 is too long for a socket"), {socket}};
  }
  socket.copy(address.sun_path, socket.size());
  fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{patience_s, 0};
  (void)::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  (void)::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return Phrase{PHRASE("no engine answers at %1: %2"), {socket, std::strerror(errno)}};
  }
  return std::nullopt;
}

std::optional<std::string> EngineLine::ask(const std::string& line, Phrase& fault) {
  const std::string whole = line + "\n";
  for (std::size_t sent = 0; sent < whole.size();) {
    const ssize_t count =
        ::send(fd_, whole.data() + sent, whole.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) {
      fault = {PHRASE("the engine hung up"), {}};
      return std::nullopt;
    }
    sent += static_cast<std::size_t>(count);
  }
  std::size_t searched = 0;
  for (;;) {
    const auto end = rest_.find('\n', searched);
    if (end != std::string::npos) {
      std::string answer = rest_.substr(0, end);
      rest_.erase(0, end + 1);
      return answer;
    }
    searched = rest_.size();
    char chunk[65536];
    const ssize_t count = ::recv(fd_, chunk, sizeof chunk, 0);
    if (count <= 0 || rest_.size() > answerMax) {
      fault = count == 0 ? Phrase{PHRASE("the engine hung up"), {}}
                         : Phrase{PHRASE("the engine did not answer in time"), {}};
      return std::nullopt;
    }
    rest_.append(chunk, static_cast<std::size_t>(count));
  }
}

}  // namespace firedamp
