// A serial port: raw bytes, 8 data bits, no parity, 1 stop bit, no flow control. The path is
// opened anew for every attempt, so that a stable name (/dev/serial/by-id/...) finds a device
// that came back under another number. The port is locked (flock) against a second program.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "io/carrier.h"
#include "io/loop.h"

namespace firedamp {

// `baud`: one of the POSIX rates from 1200 to 115200; any other fails when dialled.
std::unique_ptr<Carrier> makeSerialCarrier(Loop& loop, std::string device, std::uint32_t baud);

}  // namespace firedamp
