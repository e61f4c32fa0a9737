// The only way from thread to thread: a bounded queue with one wake per batch. What finds no room
// is dropped and counted; the producer never waits.
//
// A wake costs the producer a system call and, where processors are few, its turn. Goods that may
// wait therefore lie there until the receiver looks by itself, or until they take half of their
// room.
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
  enum class Wake { now, whenHalfFull };

  // `wake` runs on the producer's thread, outside the lock, once until the next take().
  Mailbox(std::size_t bound, std::function<void()> wake) : bound_(bound), wake_(std::move(wake)) {}

  bool push(T value) { return push(std::move(value), bound_, Wake::now); }

  // Lesser goods have a lower `bound` of their own, so that room is left for the others.
  bool push(T value, std::size_t bound, Wake wake) {
    {
      const std::lock_guard hold{mutex_};
      if (waiting_.size() >= bound) {
        ++dropped_;
        return false;
      }
      waiting_.push_back(std::move(value));
      const bool calls = wake == Wake::now || 2 * waiting_.size() >= bound;
      if (!calls || called_) return true;
      called_ = true;
    }
    wake_();
    return true;
  }

  // Everything that waits, in order; the next push that calls wakes again.
  std::vector<T> take() {
    std::vector<T> taken;
    const std::lock_guard hold{mutex_};
    taken.swap(waiting_);
    called_ = false;
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
  bool called_ = false;
  std::uint64_t dropped_ = 0;
};

}  // namespace firedamp
