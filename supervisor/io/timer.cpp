#include "io/timer.h"

#include <algorithm>
#include <utility>

#include <boost/asio/steady_timer.hpp>

#include "io/life.h"
#include "io/loop_native.h"

namespace firedamp {

namespace {
constexpr Duration furthest = std::chrono::hours{1};  // keeps nanosecond arithmetic in range
}

class Timer::Impl {
 public:
  explicit Impl(Loop& loop) : loop_(loop), timer_(loop.native().context) {}

  void armAt(Instant deadline, std::function<void()> fire) {
    life_.renew();
    const Instant bounded = std::min(deadline, loop_.time().now() + furthest);
    timer_.expires_at(loop_.time().steady(bounded));
    timer_.async_wait(life_.guard([fire = std::move(fire)](const boost::system::error_code&) {
      // Guarded by life_: a cancelled wait never gets here.
      fire();
    }));
  }

  void cancel() {
    life_.renew();
    timer_.cancel();
  }

  Instant now() const { return loop_.time().now(); }

 private:
  Loop& loop_;
  boost::asio::steady_timer timer_;
  Life life_;
};

Timer::Timer(Loop& loop) : impl_(std::make_unique<Impl>(loop)) {}
Timer::~Timer() = default;

void Timer::armAt(Instant deadline, std::function<void()> fire) {
  impl_->armAt(deadline, std::move(fire));
}
void Timer::armIn(Duration delay, std::function<void()> fire) {
  impl_->armAt(impl_->now() + delay, std::move(fire));
}
void Timer::cancel() { impl_->cancel(); }

}  // namespace firedamp
