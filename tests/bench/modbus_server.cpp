// The Modbus TCP server that both sides of stored_values.py poll, a process of its own: behind
// each port any number of units, all flow nodes of the profile, and for a foreign client 100
// registers that change all the time. One thread, epoll. Ports are the system's choice, printed one
// per line; ends with its input.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <span>
#include <vector>

#include "bench/peers.h"
#include "bench/scripted_page.h"
#include "io/tcp_peer.h"
#include "msn/regs.h"
#include "session/config_page.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t headBytes = 6;  // of MBAP, up to and with the length

std::uint16_t low(std::int64_t value) { return static_cast<std::uint16_t>(value & 0xFFFF); }

// Every value is another one in every 10 ms.
Page livePage(const Request& request, std::int64_t up_ms) {
  Page page{};
  page[MSN_R_TAG] = request.written.empty() ? std::uint16_t{0} : request.written[0];
  page[MSN_R_EV_TAIL] = 1;
  setUptime(page, up_ms);
  page[MSN_R_BOOT_ID] = request.unit;
  page[MSN_R_CFG_CRC] = configCrc(Page{});
  const std::int64_t step = up_ms / 10;
  page[MSN_R_FLOW + 1] = low(10'000 + step % 1000);
  page[MSN_R_TOTAL] = low(step >> 16);
  page[MSN_R_TOTAL + 1] = low(step);
  page[MSN_R_P_ABS] = low(9'000 + step % 1000);
  page[MSN_R_F_TEMP] = low(100 + step % 100);
  page[MSN_R_FREQ] = low(step % 5000);
  return page;
}

Bytes manyRegisters(const Request& request, std::int64_t up_ms) {
  const auto size = static_cast<std::uint8_t>(2 * request.readCount);
  Bytes frame{static_cast<std::uint8_t>(request.transaction >> 8),
              static_cast<std::uint8_t>(request.transaction & 0xFF), 0, 0, 0,
              static_cast<std::uint8_t>(size + 3), request.unit,
              static_cast<std::uint8_t>(request.function), size};
  for (int i = 0; i < request.readCount; ++i) {
    const std::uint16_t value = low(up_ms / 10 + i);
    frame.push_back(static_cast<std::uint8_t>(value >> 8));
    frame.push_back(static_cast<std::uint8_t>(value & 0xFF));
  }
  return frame;
}

Bytes answer(std::span<const std::uint8_t> asked, std::int64_t up_ms) {
  const auto request = decodeRequest(asked, Framing::mbap);
  if (!request || !request->reads()) return {};
  if (request->readCount != 16) return manyRegisters(*request, up_ms);
  if (request->readFrom == MSN_PAGE_IDENTITY) {
    return replyTo(*request, identityPage(NodeClass::flow, request->unit));
  }
  return replyTo(*request, request->readFrom == MSN_PAGE_LIVE ? livePage(*request, up_ms) : Page{});
}

class Server {
 public:
  explicit Server(std::size_t ports) : epoll_(::epoll_create1(EPOLL_CLOEXEC)), doors_(ports) {
    watch(STDIN_FILENO);
    for (const test::TcpPeer& door : doors_) {
      watch(door.descriptor());
      std::printf("%u\n", unsigned{door.site().port});
    }
    std::fflush(stdout);
  }

  void run() {
    std::array<epoll_event, 256> ready{};
    for (;;) {
      const int count = ::epoll_wait(epoll_, ready.data(), ready.size(), -1);
      for (int i = 0; i < count; ++i) {
        const int from = ready[static_cast<std::size_t>(i)].data.fd;
        if (from == STDIN_FILENO) return;
        if (!meet(from)) serve(from);
      }
    }
  }

 private:
  void watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  bool meet(int descriptor) {
    for (test::TcpPeer& door : doors_) {
      if (door.descriptor() != descriptor) continue;
      test::Socket guest = door.accept();
      watch(guest.fd());
      guests_.insert_or_assign(guest.fd(), std::move(guest));
      return true;
    }
    return false;
  }

  // Clients wait for their answer, so one read is one request.
  void serve(int descriptor) {
    std::array<std::uint8_t, 260> bytes;
    const ssize_t count = ::recv(descriptor, bytes.data(), bytes.size(), 0);
    if (count <= ssize_t{headBytes}) {
      guests_.erase(descriptor);
      return;
    }
    const auto up = (Clock::now() - begin_) / std::chrono::milliseconds{1};
    guests_.at(descriptor).send(answer({bytes.data(), static_cast<std::size_t>(count)}, up));
  }

  int epoll_;
  std::vector<test::TcpPeer> doors_;
  std::map<int, test::Socket> guests_;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace
}  // namespace firedamp::bench

int main(int argc, char** argv) {
  const long ports = argc == 2 ? std::strtol(argv[1], nullptr, 10) : 0;
  if (ports < 1 || ports > 100) {
    std::fprintf(stderr, "usage: modbus_server PORTS (1 to 100)\n");
    return 2;
  }
  firedamp::bench::Server{static_cast<std::size_t>(ports)}.run();
  return 0;
}
