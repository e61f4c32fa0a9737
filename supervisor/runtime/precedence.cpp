#include "runtime/precedence.h"

#include <linux/sched.h>
#include <linux/sched/types.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace firedamp {
namespace {

// A step of the core takes some ten microseconds; 0.1 ms is the shortest that Linux takes.
constexpr std::uint64_t slice_ns = 100'000;
// A tenth of the core's share where both want to run and the core is ordinary. Design value.
constexpr int niceBehind = 10;

// No wrapper in the C library. Of Linux: 0 is the calling thread.
bool schedule(const sched_attr& wanted) {
  return ::syscall(SYS_sched_setattr, 0, &wanted, 0) == 0;
}

}  // namespace

Precedence goFirst() {
  sched_attr wanted{};
  wanted.size = sizeof wanted;
  wanted.sched_flags = SCHED_FLAG_RESET_ON_FORK;
  wanted.sched_policy = SCHED_FIFO;
  wanted.sched_priority = 1;
  if (schedule(wanted)) return Precedence::realTime;
  wanted.sched_policy = SCHED_NORMAL;
  wanted.sched_priority = 0;
  wanted.sched_nice = ::getpriority(PRIO_PROCESS, 0);  // raising it is another right
  wanted.sched_runtime = slice_ns;  // an older kernel takes no notice of it
  return schedule(wanted) ? Precedence::shortSlice : Precedence::ordinary;
}

void stepBehindTheCore() { (void)::setpriority(PRIO_PROCESS, 0, niceBehind); }

}  // namespace firedamp
