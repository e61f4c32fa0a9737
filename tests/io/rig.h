// A loop on its own thread with one link, and everything that the link said.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "io/make_link.h"

namespace firedamp::test {

inline constexpr std::chrono::seconds patience{20};  // far beyond any healthy wait

using Kind = WireEvent::Kind;
using Bytes = std::vector<std::uint8_t>;

class EventLog {
 public:
  void add(WireEvent event) {
    const std::lock_guard hold{mutex_};
    if (event.kind == Kind::received) received_ += event.bytes.size();
    events_.push_back(std::move(event));
    changed_.notify_all();
  }
  std::vector<WireEvent> all() const {
    const std::lock_guard hold{mutex_};
    return events_;
  }
  std::size_t count(Kind kind) const {
    const std::lock_guard hold{mutex_};
    return countHeld(kind);
  }
  bool waitFor(Kind kind, std::size_t number) const {
    std::unique_lock hold{mutex_};
    return changed_.wait_for(hold, patience, [&] { return countHeld(kind) >= number; });
  }
  // Connected again after that many losses. (A peer that resets at once may be lost before it
  // was ever up, so ups are no measure.)
  bool waitForUpAfter(std::size_t downs) const {
    std::unique_lock hold{mutex_};
    return changed_.wait_for(hold, patience, [&] {
      std::size_t left = downs;
      for (const WireEvent& event : events_) {
        if (left == 0 && event.kind == Kind::up) return true;
        if (event.kind == Kind::down && left > 0) --left;
      }
      return false;
    });
  }
  bool waitForReceived(std::size_t bytes) const {
    std::unique_lock hold{mutex_};
    return changed_.wait_for(hold, patience, [&] { return received_ >= bytes; });
  }
  Bytes bytes(Kind kind) const {
    const std::lock_guard hold{mutex_};
    return joined(kind);
  }
  std::string lastText() const {
    const std::lock_guard hold{mutex_};
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
      if (event->kind == Kind::down) return event->text;
    }
    return {};
  }

 private:
  std::size_t countHeld(Kind kind) const {
    std::size_t found = 0;
    for (const WireEvent& event : events_) found += event.kind == kind ? 1 : 0;
    return found;
  }
  Bytes joined(Kind kind) const {
    Bytes all;
    for (const WireEvent& event : events_) {
      if (event.kind == kind) all.insert(all.end(), event.bytes.begin(), event.bytes.end());
    }
    return all;
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<WireEvent> events_;
  std::size_t received_ = 0;  // bytes; summed as they come, for a flood is thousands of events
};

// Short waits, so that hundreds of reconnects fit into a second.
inline LinkTiming quick() {
  using std::chrono::milliseconds;
  return {milliseconds{2000}, milliseconds{1}, milliseconds{8}, 1};
}

class Rig {
 public:
  explicit Rig(const LinkSite& site, LinkTiming timing = quick())
      : link_(makeLink(site, LinkId{3}, loop_, timing)), thread_([this] { loop_.run(); }) {
    onLoop([this] { link_->open([this](WireEvent event) { log.add(std::move(event)); }); });
  }
  ~Rig() {
    loop_.stop();
    thread_.join();
  }
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;

  // Runs it on the loop's thread; returns how long it waited for its turn and ran.
  std::chrono::milliseconds onLoop(std::function<void()> task) {
    const auto posted = std::chrono::steady_clock::now();
    std::promise<void> done;
    loop_.post([&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 posted);
  }
  void send(Bytes bytes) {
    onLoop([&] { link_->send(bytes); });
  }
  void reconnect() {
    onLoop([this] { link_->reconnect(); });
  }
  void close() {
    onLoop([this] { link_->close(); });
  }

  EventLog log;

 private:
  Loop loop_;
  std::unique_ptr<Link> link_;
  std::thread thread_;
};

inline Bytes everyByte() {
  Bytes bytes(256);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::uint8_t(i);
  return bytes;
}

// Every `down` is followed by at least half of its back-off step before anything else happens.
inline bool pausesGrow(const std::vector<WireEvent>& events, LinkTiming timing) {
  Duration step = timing.backOffFirst;
  for (std::size_t i = 0; i + 1 < events.size(); ++i) {
    if (events[i].kind != Kind::down) continue;
    if (events[i + 1].at - events[i].at < step / 2) return false;
    step = std::min(timing.backOffLongest, 2 * step);
  }
  return true;
}

}  // namespace firedamp::test
