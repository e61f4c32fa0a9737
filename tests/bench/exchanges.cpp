// Polls per second, every client with every server, over TCP loopback and over a pty; the pairs
// take turns, so that a machine that slows down slows all of them.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "bench/exchange.h"
#include "bench/table.h"

namespace firedamp::bench {
namespace {

constexpr int rounds = 5;
constexpr double seconds = 0.4;

std::pair<int, int> tcpPair() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, where, length) != 0 || ::listen(listener, 1) != 0 ||
      ::getsockname(listener, where, &length) != 0) {
    return {-1, -1};
  }
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(client, where, length) != 0) return {-1, -1};
  const int server = ::accept(listener, nullptr, nullptr);
  ::close(listener);
  const int on = 1;
  for (const int end : {client, server}) {
    ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  return {client, server};
}

std::pair<int, int> ptyPair() {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) return {-1, -1};
  const int slave = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
  termios raw{};
  ::tcgetattr(slave, &raw);
  ::cfmakeraw(&raw);
  ::tcsetattr(slave, TCSANOW, &raw);
  return {slave, master};
}

double pollsPerSecond(Wire wire, bool ourC, bool ourS) {
  const auto [near, far] = wire == Wire::tcp ? tcpPair() : ptyPair();
  if (near < 0 || far < 0) return 0;
  std::thread server{ourS ? ourServer : theirServer, wire, far};
  bool good = true;
  double perSecond = 0;
  {
    const auto client = ourC ? ourClient(wire, near) : theirClient(wire, near);
    perSecond = rate(seconds, [&] { good = good && client->poll(); });
  }
  server.join();
  return good ? perSecond : 0;
}

double median(std::array<double, rounds> all) {
  std::sort(all.begin(), all.end());
  return all[rounds / 2];
}

void table(Wire wire, const char* title) {
  std::array<std::array<double, rounds>, 4> measured{};
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t pair = 0; pair < 4; ++pair) {
      measured[pair][round] = pollsPerSecond(wire, (pair & 2) == 0, (pair & 1) == 0);
    }
  }
  const double theirs = median(measured[3]);
  std::vector<std::vector<std::string>> rows{{"client, server", "polls/s", "of libmodbus"}};
  const char* const names[] = {"msn, fw node", "msn, libmodbus", "libmodbus, fw node",
                               "libmodbus, libmodbus"};
  for (std::size_t pair = 0; pair < 4; ++pair) {
    const double ours = median(measured[pair]);
    rows.push_back({names[pair], ours > 0 ? number(ours) : "failed",
                    theirs > 0 ? number(ours / theirs, 2) : "-"});
  }
  print(title, rows);
}

}  // namespace

void exchanges() {
  table(Wire::tcp, "Reads of 16 registers over TCP loopback, median of 5 rounds");
  table(Wire::rtu, "Reads of 16 registers over a pty (RTU), median of 5 rounds");
}

}  // namespace firedamp::bench
