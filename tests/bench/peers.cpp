#include "bench/peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void watch(int epoll, int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void noDelay(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

void pinToFirstCpu() {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(0, &cpus);
  ::sched_setaffinity(0, sizeof cpus, &cpus);
}

void takeTurnsInPeace() {
  const sched_param none{};
  ::sched_setscheduler(0, SCHED_BATCH, &none);
}

double threadCpuSeconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

bool allowDescriptors(std::size_t count) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur >= count;
}

std::vector<std::uint8_t> livePoll(std::uint16_t transaction) {
  return {static_cast<std::uint8_t>(transaction >> 8), static_cast<std::uint8_t>(transaction),
          0, 0, 0, 6, 1, 0x03, 0, 0, 0, 16};
}

RawServer::RawServer() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 4096);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  watch(epoll_, listener_);
  thread_ = std::thread{[this] { serve(); }};
}

RawServer::~RawServer() {
  stop_ = true;
  thread_.join();
  ::close(listener_);
  ::close(epoll_);
}

void RawServer::serve() {
  std::array<epoll_event, 256> ready{};
  std::array<std::uint8_t, kReplyBytes> reply{};
  reply[5] = kReplyBytes - 6;
  reply[6] = 1;
  reply[7] = 0x03;
  reply[8] = 32;
  while (!stop_) {
    const int count = ::epoll_wait(epoll_, ready.data(), ready.size(), 50);
    for (int i = 0; i < count; ++i) {
      const int from = ready[static_cast<std::size_t>(i)].data.fd;
      if (from == listener_) {
        for (int peer; (peer = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
          noDelay(peer);
          watch(epoll_, peer);
        }
        continue;
      }
      std::array<std::uint8_t, kPollBytes> poll{};
      if (::recv(from, poll.data(), poll.size(), 0) != ssize_t{kPollBytes}) {
        ::close(from);
        continue;
      }
      reply[0] = poll[0];
      reply[1] = poll[1];
      (void)!::send(from, reply.data(), reply.size(), MSG_NOSIGNAL);
    }
  }
}

Rate rawPolls(std::uint16_t port, std::size_t connections, double seconds) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<int> sockets;
  const sockaddr_in address = loopback(port);
  for (std::size_t i = 0; i < connections; ++i) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    noDelay(socket);
    watch(epoll, socket);
    sockets.push_back(socket);
  }
  const auto poll = livePoll(7);
  const auto ask = [&poll](int socket) {
    (void)!::send(socket, poll.data(), poll.size(), MSG_NOSIGNAL);
  };
  const auto begin = Clock::now();
  const double cpu = threadCpuSeconds();
  for (const int socket : sockets) ask(socket);
  long polls = 0;
  double spent = 0;
  std::array<epoll_event, 256> ready{};
  while (spent < seconds) {
    const int count = ::epoll_wait(epoll, ready.data(), ready.size(), 100);
    for (int i = 0; i < count; ++i) {
      const int socket = ready[static_cast<std::size_t>(i)].data.fd;
      std::array<std::uint8_t, 256> reply;
      if (::recv(socket, reply.data(), reply.size(), 0) != ssize_t{kReplyBytes}) continue;
      ++polls;
      ask(socket);
    }
    spent = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  const double used = threadCpuSeconds() - cpu;
  for (const int socket : sockets) ::close(socket);
  ::close(epoll);
  return {static_cast<double>(polls) / spent, used * 1e6 / static_cast<double>(polls)};
}

}  // namespace firedamp::bench
