// Wakes one waiting thread. A ring that comes before the wait is not lost.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace firedamp {

class Bell {
 public:
  void ring() {
    {
      const std::lock_guard hold{mutex_};
      rung_ = true;
    }
    changed_.notify_one();
  }

  // Until it rings or the time has come.
  void waitUntil(std::chrono::steady_clock::time_point until) {
    std::unique_lock hold{mutex_};
    changed_.wait_until(hold, until, [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

}  // namespace firedamp
