#include "serve/ports.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>

#include "serve/pty.h"

namespace firedamp {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

template <typename Stream>
class StreamPeer : public Peer, public std::enable_shared_from_this<StreamPeer<Stream>> {
 public:
  StreamPeer(Stream stream, std::function<void(std::span<const std::uint8_t>)> bytes,
             std::function<void()> gone)
      : stream_(std::move(stream)), bytes_(std::move(bytes)), gone_(std::move(gone)) {}

  void read() {
    stream_.async_read_some(asio::buffer(input_),
                            [self = this->shared_from_this()](error_code error, std::size_t count) {
                              if (self->closed_) return;
                              if (error) return self->gone_();
                              self->bytes_({self->input_.data(), count});
                              if (!self->closed_) self->read();
                            });
  }

  void send(const Bytes& bytes) override {
    if (closed_ || bytes.empty()) return;
    queued_ += bytes.size();
    if (queued_ > Server::backlogMax) return gone_();  // it does not read; hang up
    output_.push_back(bytes);
    if (output_.size() == 1) write();
  }

  void close() override {
    if (std::exchange(closed_, true)) return;
    error_code ignored;
    stream_.close(ignored);
  }

 private:
  void write() {
    asio::async_write(stream_, asio::buffer(output_.front()),
                      [self = this->shared_from_this()](error_code error, std::size_t) {
                        if (self->closed_) return;
                        if (error) return self->gone_();
                        self->queued_ -= self->output_.front().size();
                        self->output_.pop_front();
                        if (!self->output_.empty()) self->write();
                      });
  }

  Stream stream_;
  std::function<void(std::span<const std::uint8_t>)> bytes_;
  std::function<void()> gone_;
  std::array<std::uint8_t, 512> input_{};
  std::deque<Bytes> output_;
  std::size_t queued_ = 0;
  bool closed_ = false;
};

}  // namespace

ServedPort::ServedPort(asio::io_context& io, PortWish wish, PortEvents events)
    : io_(io), wish_(std::move(wish)), events_(std::move(events)) {}

ServedPort::~ServedPort() {
  close();
  std::error_code ignored;
  if (!wish_.ptyLink.empty()) std::filesystem::remove(wish_.ptyLink, ignored);
}

Opened ServedPort::open() {
  return wish_.kind == PortKind::pty ? openPty() : openTcp();
}

Opened ServedPort::openTcp() {
  const tcp::endpoint endpoint{asio::ip::address_v4::loopback(), wish_.port};
  auto acceptor = std::make_unique<tcp::acceptor>(io_);
  error_code error;
  acceptor->open(endpoint.protocol(), error);
  if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor->bind(endpoint, error);
  if (!error) acceptor->listen(tcp::acceptor::max_listen_connections, error);
  if (error) {
    const std::string port = "TCP port " + std::to_string(wish_.port);
    return {0,
            {},
            error == asio::error::address_in_use ? port + " is already in use"
                                                 : port + ": " + error.message()};
  }
  wish_.port = acceptor->local_endpoint().port();  // the same one again after a cut
  acceptor_ = std::move(acceptor);
  accept();
  return {wish_.port, {}, {}};
}

void ServedPort::accept() {
  acceptor_->async_accept([this, acceptor = acceptor_.get()](error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || acceptor != acceptor_.get()) return;
    if (!error) {
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      adopt(makePeer(std::move(socket)));
    }
    accept();
  });
}

Opened ServedPort::openPty() {
  pty_ = std::make_unique<Pty>();
  if (!pty_->open()) return {0, {}, pty_->error()};
  error_code error;
  asio::posix::stream_descriptor ours{io_};
  ours.assign(pty_->release(), error);
  if (error) return {0, {}, pty_->name() + ": " + error.message()};
  adopt(makePeer(std::move(ours)));
  if (wish_.ptyLink.empty()) return {0, pty_->name(), {}};
  std::error_code linkError;
  std::filesystem::remove(wish_.ptyLink, linkError);
  std::filesystem::create_symlink(pty_->name(), wish_.ptyLink, linkError);
  if (linkError) return {0, {}, wish_.ptyLink + ": " + linkError.message()};
  return {0, wish_.ptyLink, {}};
}

template <typename Stream>
std::shared_ptr<Peer> ServedPort::makePeer(Stream stream) {
  const std::uint64_t client = nextClient_;
  auto peer = std::make_shared<StreamPeer<Stream>>(
      std::move(stream),
      [this, client](std::span<const std::uint8_t> bytes) { events_.bytes(client, bytes); },
      [this, client] { forget(client); });
  peer->read();
  return peer;
}

void ServedPort::adopt(std::shared_ptr<Peer> peer) {
  peers_[nextClient_++] = std::move(peer);
}

void ServedPort::forget(std::uint64_t client) {
  const auto found = peers_.find(client);
  if (found == peers_.end()) return;
  const std::shared_ptr<Peer> peer = found->second;
  peers_.erase(found);
  peer->close();
  events_.gone(client);
}

void ServedPort::drop(std::uint64_t client) {
  forget(client);
}

void ServedPort::close() {
  acceptor_.reset();
  while (!peers_.empty()) forget(peers_.begin()->first);
  pty_.reset();
}

void ServedPort::send(std::uint64_t client, const Bytes& bytes) {
  const auto found = peers_.find(client);
  if (found == peers_.end()) return;
  const std::shared_ptr<Peer> peer = found->second;
  peer->send(bytes);
}

void ServedPort::sendAll(const Bytes& bytes) {
  const auto peers = peers_;
  for (const auto& [client, peer] : peers) peer->send(bytes);
}

}  // namespace firedamp
