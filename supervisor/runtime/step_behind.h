// Who waits for whom on a machine with few processors.
#pragma once

#include <sys/resource.h>

namespace firedamp {

// The calling thread lets the core go first: painting and committing may take their time, a trip
// may not. 10 is our choice: a tenth of the core's share where both want to run; what it gains is
// not proven yet (tests/bench/ENGINE.md). Threads that it starts later inherit it.
inline void stepBehindTheCore() { ::setpriority(PRIO_PROCESS, 0, 10); }  // of Linux: this thread

}  // namespace firedamp
