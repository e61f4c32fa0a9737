// Who waits for whom on a machine with few processors: painting and committing may take their time,
// a trip may not.
#pragma once

#include <cstdint>

namespace firedamp {

enum class Precedence : std::uint8_t {
  realTime,    // SCHED_FIFO of the lowest rank: before everything that is not real time
  shortSlice,  // ordinary, with turns so short that it preempts others when it wakes (Linux 6.12)
  ordinary,    // the system allows neither
};

// The calling thread goes before the others, as far as the system lets it: real time needs
// CAP_SYS_NICE or an RLIMIT_RTPRIO of 1. Threads that it starts are ordinary.
Precedence goFirst();

// The calling thread lets the core go first. Threads that it starts later inherit it.
void stepBehindTheCore();

}  // namespace firedamp
