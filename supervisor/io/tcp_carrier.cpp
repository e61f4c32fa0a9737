#include "io/tcp_carrier.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include "io/life.h"
#include "io/loop_native.h"

namespace firedamp {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// A dead peer is noticed after 5 + 3 * 2 s of silence, unsent bytes after 8 s. Slower than the
// session, which asks every second: this is for links where nobody asks.
constexpr int keepIdle_s = 5;
constexpr int keepInterval_s = 2;
constexpr int keepCount = 3;
constexpr int userTimeout_ms = 8000;

void setOption(int socket, int name, int value) {
  // A kernel that knows no such option still has the session's own time-outs.
  (void)::setsockopt(socket, IPPROTO_TCP, name, &value, sizeof value);
}

class TcpCarrier final : public Carrier {
  // No std::function: a read allocates nothing.
  auto moved(Moved done) {
    return life_.guard([this, done = std::move(done)](const error_code& error, std::size_t count) {
      done(error ? failure(error) : std::nullopt, count);
    });
  }

 public:
  TcpCarrier(Loop& loop, std::string host, std::uint16_t port)
      : host_(std::move(host)),
        port_(port),
        resolver_(loop.native().context),
        socket_(loop.native().context) {}

  void dial(Dialled done) override {
    error_code notNumeric;
    const auto address = boost::asio::ip::make_address(host_, notNumeric);
    if (!notNumeric) {
      endpoints_ = {tcp::endpoint{address, port_}};
      return connect(std::move(done));
    }
    resolver_.async_resolve(
        host_, std::to_string(port_), tcp::resolver::numeric_service,
        life_.guard([this, done = std::move(done)](const error_code& error,
                                                   const tcp::resolver::results_type& found) {
          if (error) return done(failure(error));
          endpoints_.assign(found.begin(), found.end());
          connect(done);
        }));
  }

  void read(std::span<std::uint8_t> into, Moved done) override {
    socket_.async_read_some(boost::asio::buffer(into.data(), into.size()), moved(std::move(done)));
  }

  void write(std::span<const std::uint8_t> bytes, Moved done) override {
    socket_.async_write_some(boost::asio::buffer(bytes.data(), bytes.size()),
                             moved(std::move(done)));
  }

  std::size_t writeNow(std::span<const std::uint8_t> bytes) override {
    const ssize_t count = ::send(socket_.native_handle(), bytes.data(), bytes.size(),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }

 private:
  // The next address that is left; a name without addresses has been refused by the resolver.
  void connect(Dialled done) {
    const tcp::endpoint endpoint = endpoints_.back();
    endpoints_.pop_back();
    error_code ignored;
    socket_.close(ignored);
    socket_.async_connect(endpoint,
                          life_.guard([this, done = std::move(done)](const error_code& error) {
                            if (error && !endpoints_.empty()) return connect(done);
                            if (error) return done(failure(error));
                            prepare();
                            done(std::nullopt);
                          }));
  }

  void prepare() {
    error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    socket_.set_option(boost::asio::socket_base::keep_alive{true}, ignored);
    setOption(socket_.native_handle(), TCP_KEEPIDLE, keepIdle_s);
    setOption(socket_.native_handle(), TCP_KEEPINTVL, keepInterval_s);
    setOption(socket_.native_handle(), TCP_KEEPCNT, keepCount);
    setOption(socket_.native_handle(), TCP_USER_TIMEOUT, userTimeout_ms);
  }

  Failure failure(const error_code& error) const {
    const std::string what =
        error == boost::asio::error::eof ? "closed by the peer" : error.message();
    return host_ + ":" + std::to_string(port_) + ": " + what;
  }

  std::string host_;
  std::uint16_t port_;
  tcp::resolver resolver_;
  std::vector<tcp::endpoint> endpoints_;
  tcp::socket socket_;
  Life life_;
};

}  // namespace

std::unique_ptr<Carrier> makeTcpCarrier(Loop& loop, std::string host, std::uint16_t port) {
  return std::make_unique<TcpCarrier>(loop, std::move(host), port);
}

}  // namespace firedamp
