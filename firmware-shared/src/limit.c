#include "fw/limit.h"

/* The quarter rate is PX4's leaky budget for trembling conditions; unverified for gas sensors. */
#define LEAK_SHIFT 2

void fw_limit_init(struct fw_limit MSN_MEM *limit)
{
  limit->budget_ms = 0;
  limit->active = false;
}

static uint16_t add_saturated(uint16_t a, uint16_t b)
{
  uint16_t sum = (uint16_t)(a + b);
  return sum < a ? 0xFFFFu : sum;
}

bool fw_limit_push(struct fw_limit MSN_MEM *limit, bool towards, uint16_t delay_ms,
                   msn_ms elapsed_ms)
{
  if (!towards) {
    msn_ms leak = (msn_ms)(elapsed_ms >> LEAK_SHIFT);
    limit->budget_ms = limit->budget_ms > leak ? (uint16_t)(limit->budget_ms - leak) : 0u;
    return false;
  }
  limit->budget_ms = add_saturated(limit->budget_ms, elapsed_ms);
  if (limit->budget_ms < delay_ms) {
    return false;
  }
  limit->budget_ms = 0;
  limit->active = !limit->active;
  return true;
}

#if !MSN_SMALL
bool fw_limit_step(struct fw_limit *limit, enum fw_band band, uint16_t on_ms, uint16_t off_ms,
                   uint16_t elapsed_ms)
{
  return fw_limit_push(limit, band == (limit->active ? FW_BAND_RELEASE : FW_BAND_SET),
                       limit->active ? off_ms : on_ms, elapsed_ms);
}
#endif

enum fw_band fw_band_high(int16_t value, int16_t set, int16_t release)
{
  if (value >= set) {
    return FW_BAND_SET;
  }
  return value < release ? FW_BAND_RELEASE : FW_BAND_BETWEEN;
}
