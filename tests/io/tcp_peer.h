// The other end of a TCP link: plain blocking sockets on loopback, port chosen by the system.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "domain/site.h"

namespace firedamp::test {

class Socket {
 public:
  explicit Socket(int fd = -1) : fd_(fd) {}
  ~Socket() { close(); }
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  int fd() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  // RST instead of FIN.
  void reset() {
    const linger hard{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
  }
  bool send(const std::vector<std::uint8_t>& bytes) const {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto n = ::send(fd_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (n <= 0) return false;
      done += std::size_t(n);
    }
    return true;
  }
  // Exactly `count` bytes, or fewer when the other side hung up.
  std::vector<std::uint8_t> receive(std::size_t count) const {
    std::vector<std::uint8_t> bytes(count);
    const auto n = ::recv(fd_, bytes.data(), count, MSG_WAITALL);
    bytes.resize(n > 0 ? std::size_t(n) : 0);
    return bytes;
  }

 private:
  int fd_;
};

class TcpPeer {
 public:
  enum class Start { listening, bound };  // bound: the port is ours, but nobody listens

  explicit TcpPeer(Start start = Start::listening, int backlog = 16)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_.fd(), reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket_.fd(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    if (start == Start::listening) listen(backlog);
  }

  int descriptor() const { return socket_.fd(); }
  void listen(int backlog = 16) { ::listen(socket_.fd(), backlog); }

  // The next connection, or an invalid socket when none comes in time.
  Socket accept(int patience_ms = 20'000) {
    pollfd waiting{socket_.fd(), POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) != 1) return Socket{};
    return Socket{::accept(socket_.fd(), nullptr, nullptr)};
  }

  LinkSite site() const {
    LinkSite site;
    site.tag = "L1";
    site.kind = LinkKind::rtuOverTcp;
    site.host = "127.0.0.1";
    site.port = port_;
    return site;
  }

 private:
  Socket socket_;
  std::uint16_t port_ = 0;
};

}  // namespace firedamp::test
