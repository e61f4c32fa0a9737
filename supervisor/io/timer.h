// One deadline on a loop. Re-arming replaces it; nothing is called after cancel() or destruction.
// Loop thread only.
#pragma once

#include <functional>
#include <memory>

#include "domain/time.h"
#include "io/loop.h"

namespace firedamp {

class Timer {
 public:
  explicit Timer(Loop& loop);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // A deadline in the past fires at the loop's next turn. One further off than an hour fires
  // after that hour: whoever waits looks at the time anyway.
  void armAt(Instant deadline, std::function<void()> fire);
  void armIn(Duration delay, std::function<void()> fire);
  void cancel();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firedamp
