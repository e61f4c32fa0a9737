// A Cortex-M3 image on its board (firmware-shared/port/cortexm/board.h), in QEMU as a child
// process. It runs in real time by itself: advance() exchanges what is waiting, so virtual-time
// tests cannot use it and its clock is its own (LIVE.UPTIME_MS).
#pragma once

#include "simnode/device_factory.h"

namespace firedamp {

// Blocks until the board runs, some tens of milliseconds, at most ten seconds on a busy machine.
BuiltDevice makeCortexmNode(const std::string& imagePath, const NodePlate& plate);

}  // namespace firedamp
