// One thread's event loop: everything of links, timers and posted tasks runs on the thread that
// is inside run(). Asio stays behind Native.
//
// Lifetime: links and timers are destroyed before their loop, on its thread or after run() has
// returned. What is still pending then is dropped without being called.
#pragma once

#include <functional>
#include <memory>

#include "io/time_source.h"

namespace firedamp {

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  const TimeSource& time() const { return time_; }

  // Blocks until stop(). An exception out of a task ends the process: a fault of ours, and a
  // supervisor that goes on in an unknown state is worse than one that is restarted.
  void run() noexcept;
  // Any thread. Tasks run in the order of their posting; after stop() they are dropped.
  void post(std::function<void()> task);
  // Loop thread, inside run(): runs when the handler under way has returned, before the loop
  // waits again; what it would cost to post a task to oneself is saved.
  void afterwards(std::function<void()> task);
  // Any thread. run() returns after the handler under way.
  void stop();

  struct Native;  // io/loop_native.h, for this folder only
  Native& native() { return *native_; }

 private:
  TimeSource time_;
  std::unique_ptr<Native> native_;
};

}  // namespace firedamp
