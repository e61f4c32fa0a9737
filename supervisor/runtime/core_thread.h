// The thread that decides: owns the loop, the links and the Core, and is the only one that
// touches them. Everything comes in as a posted message and goes out through the outlets.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "core/core.h"
#include "io/loop.h"
#include "io/timer.h"
#include "link/engine_input.h"
#include "link/link.h"
#include "runtime/frame_budget.h"
#include "runtime/kept_state.h"
#include "runtime/mailbox.h"
#include "runtime/pulse.h"

namespace firedamp {

class CoreThread {
 public:
  using MakeLink = std::function<std::unique_ptr<Link>(const LinkSite&, LinkId, Loop&)>;
  // All run on the core thread and must not wait.
  struct Outlets {
    std::function<void(const Update&)> update;
    std::function<void(EngineInput)> input;      // what enters the Core, to be recorded
    std::function<void(Instant)> pulse;          // once a second
  };
  // Requests and reports that may wait; people do not get near it.
  static constexpr std::size_t inboxMax = 4096;

  // How long commands of people that are under way may hold up another composition.
  static constexpr Duration composePatience = std::chrono::seconds{20};

  // Nothing runs yet. `site` must outlive it, and so must every site of compose().
  CoreThread(const Site& site, MakeLink makeLink, Outlets outlets, const KeyRing& keys = {});
  ~CoreThread();
  CoreThread(const CoreThread&) = delete;
  CoreThread& operator=(const CoreThread&) = delete;

  // `started`: what the Core begins with; recorded as its first input.
  void start(EngineStarted started);
  // Links hang up, the thread ends. What was not yet taken from the inbox is dropped.
  void stop();

  // Any thread; never waits. False: the inbox is full.
  bool submit(Request request) { return inbox_.push(std::move(request)); }
  bool accept(StoredEvent stored) { return inbox_.push(stored); }
  bool accept(HealthReport report) { return inbox_.push(std::move(report)); }

  // Any thread. The core is composed anew on `site`, which has the same shape: alarms, latches,
  // trips and bypasses go on as after a restart, the links are dialled anew. Waits as whenIdle()
  // does. `done` runs on the core thread.
  void compose(const Site& site, std::string version, std::function<void()> done);
  // Any thread. `step` runs on the core thread once no command of a person is under way, after
  // composePatience at the latest.
  void whenIdle(std::function<void()> step);

  const TimeSource& time() const { return loop_.time(); }
  Duration silence() const { return pulse_.silence(time().now()); }
  // Any thread: runs on the core thread, after what waits.
  void post(std::function<void()> task) { loop_.post(std::move(task)); }

 private:
  using Message = std::variant<Request, StoredEvent, HealthReport>;

  void live(EngineStarted started);
  void openLinks();
  void onWire(const WireEvent& event, FrameBudget& budget);
  void advanceTo(Instant now);
  template <typename What>
  void record(const What& what);
  struct Next {
    const Site* site;
    std::string version;  // of its configuration
    std::function<void()> done;
  };
  void waitForPeople(const std::function<void()>& step, Instant giveUpAt);
  void takeOver(const Next& next);
  bool peopleWait() const;
  void readInbox();
  void advance();
  void deliver();
  void send(const std::vector<CoreOutput>& outputs);
  void tell(const std::vector<CoreOutput>& outputs);
  void arm();
  void beat();

  const Site* site_;
  MakeLink makeLink_;
  Outlets outlets_;
  const KeyRing keys_;
  Loop loop_;
  Timer deadline_, heart_, patience_;
  std::optional<Instant> armedFor_;
  Mailbox<Message> inbox_;
  Pulse pulse_;
  std::unique_ptr<Core> core_;
  Instant reached_;           // by the Core's time
  std::uint64_t inputs_ = 0;  // given to the Core
  KeptState kept_;
  std::vector<std::unique_ptr<Link>> links_;  // by LinkId
  std::thread thread_;
};

}  // namespace firedamp
