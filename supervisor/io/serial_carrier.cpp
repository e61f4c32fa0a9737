#include "io/serial_carrier.h"

#include <fcntl.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>

#include "io/life.h"
#include "io/loop_native.h"

namespace firedamp {
namespace {

using boost::system::error_code;

std::optional<speed_t> speedOf(std::uint32_t baud) {
  switch (baud) {
    case 1200: return B1200;
    case 2400: return B2400;
    case 4800: return B4800;
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    case 115200: return B115200;
    default: return std::nullopt;
  }
}

std::string lastError() { return std::generic_category().message(errno); }

// Raw 8N1; nothing of the line discipline may touch a byte.
Failure makeRaw(int port, std::uint32_t baud) {
  const std::optional<speed_t> speed = speedOf(baud);
  if (!speed) return "no such baud rate: " + std::to_string(baud);
  termios settings{};
  if (::tcgetattr(port, &settings) != 0) return "not a serial port: " + lastError();
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~tcflag_t{CSTOPB | PARENB | CRTSCTS};
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  ::cfsetispeed(&settings, *speed);
  ::cfsetospeed(&settings, *speed);
  if (::tcsetattr(port, TCSANOW, &settings) != 0) return "cannot be set up: " + lastError();
  return std::nullopt;
}

class SerialCarrier final : public Carrier {
 public:
  SerialCarrier(Loop& loop, std::string device, std::uint32_t baud)
      : device_(std::move(device)), baud_(baud), port_(loop.native().context) {}

  // What is left in the driver is thrown away: closing a port would else wait up to 30 s for a
  // cable that is no longer there.
  ~SerialCarrier() override {
    if (port_.is_open()) (void)::tcflush(port_.native_handle(), TCIOFLUSH);
  }

  void dial(Dialled done) override {
    boost::asio::post(port_.get_executor(),
                      life_.guard([this, done = std::move(done)] { done(opened()); }));
  }

  void read(std::span<std::uint8_t> into, Moved done) override {
    port_.async_read_some(boost::asio::buffer(into.data(), into.size()), moved(std::move(done)));
  }

  void write(std::span<const std::uint8_t> bytes, Moved done) override {
    port_.async_write_some(boost::asio::buffer(bytes.data(), bytes.size()),
                           moved(std::move(done)));
  }

 private:
  Failure opened() {
    const int port = ::open(device_.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (port < 0) return device_ + ": " + lastError();
    Failure failure = ::flock(port, LOCK_EX | LOCK_NB) == 0
                          ? makeRaw(port, baud_)
                          : Failure{"in use by another program"};
    if (!failure) {
      (void)::tcflush(port, TCIOFLUSH);  // bytes from before us belong to nobody
      error_code error;
      port_.assign(port, error);
      if (!error) return std::nullopt;
      failure = error.message();
    }
    ::close(port);
    return device_ + ": " + *failure;
  }

  std::function<void(const error_code&, std::size_t)> moved(Moved done) {
    return life_.guard([this, done = std::move(done)](const error_code& error, std::size_t count) {
      if (!error) return done(std::nullopt, count);
      const std::string what =
          error == boost::asio::error::eof ? "hung up" : error.message();
      done(device_ + ": " + what, count);
    });
  }

  std::string device_;
  std::uint32_t baud_;
  boost::asio::posix::stream_descriptor port_;
  Life life_;
};

}  // namespace

std::unique_ptr<Carrier> makeSerialCarrier(Loop& loop, std::string device, std::uint32_t baud) {
  return std::make_unique<SerialCarrier>(loop, std::move(device), baud);
}

}  // namespace firedamp
