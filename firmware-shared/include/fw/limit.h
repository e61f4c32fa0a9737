/* One limit with hysteresis and a leaky delay: the threshold step of node and supervisor.
 *
 * The caller compares (see fw_band_*); this module decides when the comparison counts.
 * Delay: an on-budget fills by the time spent at or over the limit and drains at a quarter of that
 * rate otherwise, so that a signal that trembles around the limit still acts ("3 consecutive
 * samples" never would; DESIGN.md). Off works the same way. A delay of 0 ms acts at once.
 * No clock: elapsed_ms is the time since the previous step (saturate it at 65535). */
#ifndef FW_LIMIT_H
#define FW_LIMIT_H

#include "msn/port.h"

enum fw_band {
  FW_BAND_BETWEEN, /* inside the hysteresis: keeps what is */
  FW_BAND_SET,     /* at or beyond the limit */
  FW_BAND_RELEASE  /* beyond the release value */
};

struct fw_limit {
  uint16_t budget_ms; /* time spent towards the next change */
  bool active;
};

#ifdef __cplusplus
extern "C" {
#endif

void fw_limit_init(struct fw_limit MSN_MEM *limit);

/* Returns true when `active` changed. */
bool fw_limit_step(struct fw_limit MSN_MEM *limit, enum fw_band band, uint16_t on_ms,
                   uint16_t off_ms, uint16_t elapsed_ms);

/* The same, told whether it goes towards the next change, and how long that takes. */
bool fw_limit_push(struct fw_limit MSN_MEM *limit, bool towards, uint16_t delay_ms,
                   msn_ms elapsed_ms);

/* High limit: set when value >= set, release when value < release (CMSR wording, mine rules). */
enum fw_band fw_band_high(int16_t value, int16_t set, int16_t release);
enum fw_band fw_band_high32(int32_t value, int32_t set, int32_t release);
/* Low limit: mirrored; set when value <= set, release when value > release. */
enum fw_band fw_band_low32(int32_t value, int32_t set, int32_t release);

#ifdef __cplusplus
}
#endif

#endif
