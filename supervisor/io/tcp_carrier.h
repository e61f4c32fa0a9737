// A TCP connection as client. Small requests go out at once (TCP_NODELAY); a peer that vanished
// without a word is found by keep-alive and user time-out, if the session does not find it first.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "io/carrier.h"
#include "io/loop.h"

namespace firedamp {

// `host` is an IPv4 or IPv6 address or a name. Several addresses of a name are tried in turn.
std::unique_ptr<Carrier> makeTcpCarrier(Loop& loop, std::string host, std::uint16_t port);

}  // namespace firedamp
