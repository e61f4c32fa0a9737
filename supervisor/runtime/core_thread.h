// The thread that decides: owns the loop, the links and the Core, and is the only one that
// touches them. Everything comes in as a posted message and goes out through the outlets.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "core/core.h"
#include "io/loop.h"
#include "io/timer.h"
#include "link/link.h"
#include "runtime/mailbox.h"
#include "runtime/pulse.h"

namespace firedamp {

class CoreThread {
 public:
  using MakeLink = std::function<std::unique_ptr<Link>(const LinkSite&, LinkId, Loop&)>;
  // All run on the core thread and must not wait.
  struct Outlets {
    std::function<void(const Update&)> update;
    std::function<void(const WireEvent&)> wire;  // for the raw lane
    std::function<void(Instant)> pulse;          // once a second
  };
  // Requests and reports that may wait; people do not get near it.
  static constexpr std::size_t inboxMax = 4096;

  // Nothing runs yet. `site` must outlive it.
  CoreThread(const Site& site, MakeLink makeLink, Outlets outlets, const KeyRing& keys = {});
  ~CoreThread();
  CoreThread(const CoreThread&) = delete;
  CoreThread& operator=(const CoreThread&) = delete;

  void start(Restored restored);
  // Links hang up, the thread ends. What was not yet taken from the inbox is dropped.
  void stop();

  // Any thread; never waits. False: the inbox is full.
  bool submit(Request request) { return inbox_.push(std::move(request)); }
  bool accept(StoredEvent stored) { return inbox_.push(stored); }
  bool accept(HealthReport report) { return inbox_.push(std::move(report)); }

  const TimeSource& time() const { return loop_.time(); }
  Duration silence() const { return pulse_.silence(time().now()); }
  // Any thread: runs on the core thread, after what waits.
  void post(std::function<void()> task) { loop_.post(std::move(task)); }

 private:
  using Message = std::variant<Request, StoredEvent, HealthReport>;

  void live(Restored restored);
  void openLinks();
  void onWire(const WireEvent& event);
  void readInbox();
  void advance();
  void deliver();
  void arm();
  void beat();

  const Site& site_;
  MakeLink makeLink_;
  Outlets outlets_;
  const KeyRing keys_;
  Loop loop_;
  Timer deadline_, heart_;
  std::optional<Instant> armedFor_;
  Mailbox<Message> inbox_;
  Pulse pulse_;
  std::unique_ptr<Core> core_;
  std::vector<std::unique_ptr<Link>> links_;  // by LinkId
  std::thread thread_;
};

}  // namespace firedamp
