/* The arithmetic of flow, pure, in steps that an 8051 can do one at a time (4 ms a product): each
 * changes one number where it stands. Volumes are in parts: 2^-16 of 0.1 m3. Ratios are in 2^-28.
 *
 *   ratio   FW_ONE, times p / p_ref, times T_ref / T of absolute pressures and temperatures; of a
 *           differential-pressure meter the root of that, of an orifice after fw_thin()
 *   volume  FW_PARTS times pulses / K, times ratio / FW_ONE: fw_muldiv()
 *   flow    fw_flow_rate() of a volume or of its methane */
#ifndef FW_FLOW_LAW_H
#define FW_FLOW_LAW_H

#include "fw/classes.h"
#include "msn/port.h"

#define FW_ONE 0x10000000u
/* 1 m3 = 655360 parts, and K is in 0.001: the parts of a pulse at K 1. */
#define FW_PARTS 655360000u

enum fw_compensation {
  FW_COMPENSATE_NOT,
  FW_COMPENSATE_LINEAR,
  FW_COMPENSATE_ROOT,
  FW_COMPENSATE_ORIFICE
};

#ifdef __cplusplus
extern "C" {
#endif

/* value * mul / div, rounded. */
void fw_scale(uint32_t MSN_MEM *value, uint16_t mul, uint16_t div);
/* 0.1 degC, above -273, in 0.01 K. */
uint16_t fw_ckelvin(int16_t t_ddegc);
#if FW_WITH_ROOT
/* Of a ratio of 0.1 to 13, by Newton, exact to 1e-8. Meters that need it have another node. */
void fw_root(uint32_t *ratio);
/* Gas with methane in it is thinner than the air that K stands for: divided by 1 - 0.00446 per % of
 * content (AQ 1027's b; its 0.00446 is 1 - the density of methane to that of air, in parts of 100).
 * Exact to 2e-5. */
void fw_thin(uint32_t *ratio, int16_t content_cpct);
#endif
/* The methane in it: content in 0.01 %; below 0 is 0, above 100 % is all. */
void fw_flow_pure(uint32_t MSN_MEM *parts, int16_t content_cpct);
/* Parts in a second to 0.01 m3/min. */
void fw_flow_rate(uint32_t MSN_MEM *parts);

#ifdef __cplusplus
}
#endif

#endif
