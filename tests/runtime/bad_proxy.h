// A TCP path that fails in all the ways that paths fail: reset, closed, half-open, cut in a frame,
// refused for a while. One thread; commands run on it.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <functional>
#include <future>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "io/tcp_peer.h"

namespace firedamp::testing {

class BadProxy {
 public:
  explicit BadProxy(std::uint16_t target) : target_(target), thread_([this] { run(); }) {}
  ~BadProxy() {
    stop_ = true;
    thread_.join();
  }

  std::uint16_t port() const { return listener_.site().port; }
  void reset() {
    command([this] { drop(true); });
  }
  void close() {
    command([this] { drop(false); });
  }
  // The connections of now stay open and carry nothing any more, for neither side.
  void goHalfOpen() {
    command([this] {
      for (Path& path : paths_) path.dead = true;
    });
  }
  // Half of the next bytes arrives, then the connection is gone.
  void cutNext() {
    command([this] { cut_ = true; });
  }

 private:
  struct Path {
    test::Socket near, far;
    bool dead = false;
    bool gone = false;
  };

  void command(std::function<void()> run) {
    std::promise<void> done;
    {
      const std::lock_guard hold{mutex_};
      commands_.push_back([&] {
        run();
        done.set_value();
      });
    }
    done.get_future().wait();
  }

  void run() {
    while (!stop_) {
      std::vector<std::function<void()>> commands;
      {
        const std::lock_guard hold{mutex_};
        commands.swap(commands_);
      }
      for (const auto& each : commands) each();
      if (test::Socket near = listener_.accept(0); near.fd() >= 0) {
        paths_.push_back({std::move(near), connectTo(target_), false, false});
      }
      carry();
      paths_.remove_if([](const Path& path) { return path.gone; });
    }
  }

  void carry() {
    std::vector<pollfd> waiting;
    for (const Path& path : paths_) {
      const short wanted = path.dead ? POLLRDHUP : POLLIN | POLLRDHUP;
      waiting.push_back({path.near.fd(), wanted, 0});
      waiting.push_back({path.far.fd(), static_cast<short>(path.dead ? 0 : POLLIN), 0});
    }
    ::poll(waiting.data(), waiting.size(), 1);
    std::size_t at = 0;
    for (Path& path : paths_) {
      const short near = waiting[at].revents, far = waiting[at + 1].revents;
      at += 2;
      if (path.dead) {
        path.gone = (near & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
        continue;
      }
      if ((near & POLLIN) != 0 && !forward(path.near, path.far)) path.gone = true;
      if ((far & POLLIN) != 0 && !forward(path.far, path.near)) path.gone = true;
      if (((near | far) & (POLLHUP | POLLERR)) != 0) path.gone = true;
    }
  }

  bool forward(const test::Socket& from, const test::Socket& to) {
    std::vector<std::uint8_t> bytes(4096);
    const auto count = ::recv(from.fd(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count <= 0) return false;
    const bool cut = std::exchange(cut_, false);
    bytes.resize(static_cast<std::size_t>(cut ? (count + 1) / 2 : count));
    return to.send(bytes) && !cut;
  }

  void drop(bool hard) {
    for (Path& path : paths_) {
      hard ? path.near.reset() : path.near.close();
    }
    paths_.clear();
  }

  static test::Socket connectTo(std::uint16_t port) {
    test::Socket socket{::socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    ::connect(socket.fd(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    return socket;
  }

  const std::uint16_t target_;
  test::TcpPeer listener_;
  std::list<Path> paths_;
  bool cut_ = false;
  std::mutex mutex_;
  std::vector<std::function<void()>> commands_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace firedamp::testing
