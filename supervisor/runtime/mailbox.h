// The only way from thread to thread: a bounded queue with one wake per batch. What finds no room
// is dropped and counted; the producer never waits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace firedamp {

template <typename T>
class Mailbox {
 public:
  // `wake` runs on the producer's thread, outside the lock, when the box was empty.
  Mailbox(std::size_t bound, std::function<void()> wake) : bound_(bound), wake_(std::move(wake)) {}

  bool push(T value) { return push(std::move(value), bound_); }

  // Lesser goods have a lower `bound` of their own, so that room is left for the others.
  bool push(T value, std::size_t bound) {
    {
      const std::lock_guard hold{mutex_};
      if (waiting_.size() >= bound) {
        ++dropped_;
        return false;
      }
      waiting_.push_back(std::move(value));
      if (waiting_.size() > 1) return true;
    }
    wake_();
    return true;
  }

  // Everything that waits, in order; the next push wakes again.
  std::vector<T> take() {
    std::vector<T> taken;
    const std::lock_guard hold{mutex_};
    taken.swap(waiting_);
    return taken;
  }

  std::uint64_t dropped() const {
    const std::lock_guard hold{mutex_};
    return dropped_;
  }

 private:
  const std::size_t bound_;
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::vector<T> waiting_;
  std::uint64_t dropped_ = 0;
};

}  // namespace firedamp
