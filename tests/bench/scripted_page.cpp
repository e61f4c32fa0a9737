#include "bench/scripted_page.h"

#include "msn/codes.h"
#include "msn/regs.h"

namespace firedamp::bench {

Page identityPage(NodeClass nodeClass, std::uint8_t unit) {
  Page page{};
  page[0] = MSN_MAGIC;
  page[MSN_R_PROFILE - int{MSN_PAGE_IDENTITY}] = MSN_PROFILE_1_0;
  page[MSN_R_CLASS - int{MSN_PAGE_IDENTITY}] = static_cast<std::uint16_t>(nodeClass);
  page[MSN_R_SERIAL + 1 - int{MSN_PAGE_IDENTITY}] = unit;
  return page;
}

void setUptime(Page& page, std::int64_t up_ms) {
  page[MSN_R_UPTIME_MS] = static_cast<std::uint16_t>(up_ms >> 16);
  page[MSN_R_UPTIME_MS + 1] = static_cast<std::uint16_t>(up_ms & 0xFFFF);
}

Bytes replyTo(const Request& request, const Page& page) {
  const std::uint16_t id = request.transaction;
  Bytes frame{static_cast<std::uint8_t>(id >> 8), static_cast<std::uint8_t>(id & 0xFF), 0, 0, 0,
              3 + 2 * 16, request.unit, static_cast<std::uint8_t>(request.function), 2 * 16};
  for (const std::uint16_t value : page) {
    frame.push_back(static_cast<std::uint8_t>(value >> 8));
    frame.push_back(static_cast<std::uint8_t>(value & 0xFF));
  }
  return frame;
}

}  // namespace firedamp::bench
