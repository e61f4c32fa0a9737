#include "serve/server.h"

#include <utility>  // boost 1.74 needs it first under C++20

#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <chrono>
#include <istream>
#include <unistd.h>

#include "serve/gateway.h"
#include "serve/ports.h"
#include "simnode/multidrop.h"

namespace firedamp {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr auto slice = std::chrono::milliseconds{1};

struct ServedWire {
  std::vector<Device*> devices;
  Multidrop bus;
  std::vector<std::unique_ptr<ServedPort>> ports;
  std::vector<std::unique_ptr<Gateway>> gateways;  // parallel to ports; null for raw ports
  bool isCut = false;
};

}  // namespace

class Server::Impl {
 public:
  Impl() : timer_(io_), signals_(io_, SIGINT, SIGTERM), input_(io_) {}

  Opened open(Wire wire, const PortWish& wish) {
    ServedWire& served = *wires_[wire];
    Gateway* gateway = nullptr;
    if (wish.kind == PortKind::modbusTcp) {
      served.gateways.push_back(std::make_unique<Gateway>());
      gateway = served.gateways.back().get();
    } else {
      served.gateways.push_back(nullptr);
    }
    const std::size_t index = served.ports.size();
    PortEvents events{[this, &served, gateway, index](auto client, auto bytes) {
                        if (gateway == nullptr) return served.bus.receive(bytes);
                        if (gateway->fromClient(client, bytes)) return;
                        asio::post(io_,
                                   [&served, index, client] { served.ports[index]->drop(client); });
                      },
                      [gateway](auto client) {
                        if (gateway != nullptr) gateway->clientGone(client);
                      }};
    served.ports.push_back(std::make_unique<ServedPort>(io_, wish, std::move(events)));
    return served.ports.back()->open();
  }

  void run() {
    signals_.async_wait([this](error_code error, int) {
      if (!error) io_.stop();
    });
    error_code noInput;  // a plain file cannot be waited for; then there are no commands
    input_.assign(::dup(STDIN_FILENO), noInput);
    if (!noInput && onLine_) readLine();
    started_ = last_ = Clock::now();
    tick();
    io_.run();
    for (auto& wire : wires_) {
      for (auto& port : wire->ports) port->close();
    }
  }

  asio::io_context io_;
  std::vector<std::unique_ptr<ServedWire>> wires_;
  std::function<void(std::int64_t)> onSlice_;
  std::function<void(const std::string&)> onLine_;

 private:
  void tick() {
    timer_.expires_after(slice);
    timer_.async_wait([this](error_code error) {
      if (error) return;
      const Clock::time_point now = Clock::now();
      const auto passed =
          std::chrono::duration_cast<std::chrono::microseconds>(now - last_).count();
      last_ = now;
      at_us_ += std::min<std::int64_t>(passed, stallMax_us);
      if (onSlice_) onSlice_(at_us_);
      for (auto& wire : wires_) advance(*wire);
      tick();
    });
  }

  void advance(ServedWire& wire) {
    for (auto& gateway : wire.gateways) {
      if (gateway == nullptr) continue;
      const Bytes request = gateway->advance(at_us_);
      if (!wire.isCut && !request.empty()) wire.bus.receive(request);
    }
    for (Device* device : wire.devices) device->advance(at_us_);
    const Bytes sent = wire.bus.takeSent();
    for (std::size_t i = 0; i < wire.ports.size(); ++i) {
      if (wire.gateways[i] == nullptr) {
        wire.ports[i]->sendAll(sent);
        continue;
      }
      wire.gateways[i]->fromLine(sent);
      for (const Gateway::Answer& answer : wire.gateways[i]->takeAnswers()) {
        wire.ports[i]->send(answer.client, answer.bytes);
      }
    }
  }

  void readLine() {
    asio::async_read_until(input_, lines_, '\n', [this](error_code error, std::size_t) {
      if (error) return;  // end of input: no more commands, the mine goes on
      std::istream stream{&lines_};
      std::string line;
      std::getline(stream, line);
      onLine_(line);
      readLine();
    });
  }

  asio::steady_timer timer_;
  asio::signal_set signals_;
  asio::posix::stream_descriptor input_;
  asio::streambuf lines_{65'536};
  Clock::time_point started_{};
  Clock::time_point last_{};
  std::int64_t at_us_ = 0;
};

Server::Server() : impl_(std::make_unique<Impl>()) {}
Server::~Server() = default;

Wire Server::addWire(const std::vector<Device*>& devices) {
  auto wire = std::make_unique<ServedWire>();
  wire->devices = devices;
  for (Device* device : devices) wire->bus.add(*device);
  impl_->wires_.push_back(std::move(wire));
  return impl_->wires_.size() - 1;
}

Opened Server::open(Wire wire, const PortWish& wish) {
  return impl_->open(wire, wish);
}

void Server::cut(Wire wire) {
  ServedWire& served = *impl_->wires_[wire];
  served.isCut = true;
  for (auto& port : served.ports) port->close();
}

std::string Server::mend(Wire wire) {
  ServedWire& served = *impl_->wires_[wire];
  if (!served.isCut) return "is not cut";
  for (auto& port : served.ports) {
    const Opened opened = port->open();
    if (!opened.error.empty()) return opened.error;
  }
  served.isCut = false;
  return {};
}

void Server::garbage(Wire wire, std::span<const std::uint8_t> bytes) {
  for (auto& port : impl_->wires_[wire]->ports) port->sendAll({bytes.begin(), bytes.end()});
}

void Server::onSlice(std::function<void(std::int64_t)> call) {
  impl_->onSlice_ = std::move(call);
}
void Server::onLine(std::function<void(const std::string&)> call) {
  impl_->onLine_ = std::move(call);
}
void Server::run() {
  impl_->run();
}
void Server::stop() {
  impl_->io_.stop();
}

}  // namespace firedamp
