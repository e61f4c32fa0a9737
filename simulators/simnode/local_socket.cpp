#include "simnode/local_socket.h"

#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace firedamp {

LocalSocket::~LocalSocket() {
  if (socket_ >= 0) close(socket_);
}

bool LocalSocket::connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int candidate = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (candidate < 0) return false;
  if (::connect(candidate, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(candidate);
    return false;
  }
  fcntl(candidate, F_SETFL, O_NONBLOCK);
  socket_ = candidate;
  return true;
}

void LocalSocket::send(std::span<const std::uint8_t> bytes) {
  if (waiting_.size() + bytes.size() > waitingMax) return;
  waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
  flush();
}

void LocalSocket::send(const std::string& text) {
  send({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void LocalSocket::flush() {
  while (socket_ >= 0 && !waiting_.empty()) {
    const ssize_t count = ::send(socket_, waiting_.data(), waiting_.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  }
}

void LocalSocket::receive(std::vector<std::uint8_t>& to) {
  std::uint8_t buffer[1024];
  ssize_t count = 0;
  while (socket_ >= 0 && (count = recv(socket_, buffer, sizeof buffer, 0)) > 0) {
    to.insert(to.end(), buffer, buffer + count);
  }
}

std::string LocalSocket::receiveText() {
  std::vector<std::uint8_t> bytes;
  receive(bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace firedamp
