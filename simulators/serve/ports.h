// One served endpoint: a listening TCP socket with its clients, or a pty. Inside serve only.
#pragma once

#include <utility>  // boost 1.74 needs it first under C++20

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "serve/server.h"

namespace firedamp {

using Bytes = std::vector<std::uint8_t>;

// A connected peer: reads for ever, writes what is queued. Closes itself by telling `gone`.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual void send(const Bytes& bytes) = 0;
  virtual void close() = 0;
};

struct PortEvents {
  std::function<void(std::uint64_t client, std::span<const std::uint8_t>)> bytes;
  std::function<void(std::uint64_t client)> gone;
};

class ServedPort {
 public:
  ServedPort(boost::asio::io_context& io, PortWish wish, PortEvents events);
  ~ServedPort();
  Opened open();
  void close();
  void send(std::uint64_t client, const Bytes& bytes);
  void sendAll(const Bytes& bytes);
  void drop(std::uint64_t client);
  PortKind kind() const { return wish_.kind; }

 private:
  Opened openTcp();
  Opened openPty();
  void accept();
  void adopt(std::shared_ptr<Peer> peer);
  void forget(std::uint64_t client);
  template <typename Stream>
  std::shared_ptr<Peer> makePeer(Stream stream);

  boost::asio::io_context& io_;
  PortWish wish_;
  PortEvents events_;
  std::unique_ptr<boost::asio::ip::tcp::acceptor> acceptor_;
  std::unique_ptr<class Pty> pty_;
  std::map<std::uint64_t, std::shared_ptr<Peer>> peers_;
  std::uint64_t nextClient_ = 1;
};

}  // namespace firedamp
