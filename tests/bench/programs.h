// Modbus clients that are programs of others, each measured by itself: none is part of this
// project and none has to be there. Those of npm are looked for in $FIREDAMP_PEERS/node_modules,
// pymodbus in the system's own Python (Debian packages it).
#pragma once

#include "bench/peers.h"

namespace firedamp::bench {

enum class Where { pinned, anywhere };  // on the processor of the caller, or on all

// Reads 16 registers of unit 1 for a second, one at a time. Rate{}: not installed.
Rate pymodbusPolls(std::uint16_t port, Where where);
Rate modbusSerialPolls(std::uint16_t port, Where where);

}  // namespace firedamp::bench
