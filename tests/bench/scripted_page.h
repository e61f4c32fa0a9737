// What a scripted node says: pages of 16 registers, framed for Modbus TCP.
#pragma once

#include <array>
#include <cstdint>

#include "domain/site.h"
#include "session/frame.h"

namespace firedamp::bench {

using Page = std::array<std::uint16_t, 16>;

// The node's serial number is its unit.
Page identityPage(NodeClass nodeClass, std::uint8_t unit);
void setUptime(Page& page, std::int64_t up_ms);  // of a live page
// The whole reply to a request that reads 16 registers.
Bytes replyTo(const Request& request, const Page& page);

}  // namespace firedamp::bench
