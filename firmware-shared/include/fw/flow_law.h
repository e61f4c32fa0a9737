/* The arithmetic of flow, pure, in steps that an 8051 can do one at a time (5 ms a product).
 * Volumes are in parts: 2^-16 of 0.1 m3. Ratios are in 2^-28, FW_ONE is 1. */
#ifndef FW_FLOW_LAW_H
#define FW_FLOW_LAW_H

#include "msn/port.h"

#define FW_ONE 0x10000000u

enum fw_compensation { FW_COMPENSATE_NOT, FW_COMPENSATE_LINEAR, FW_COMPENSATE_ROOT };

#ifdef __cplusplus
extern "C" {
#endif

/* p / p_ref * T_ref / T of absolute pressures (10 Pa) and temperatures (0.1 degC, above -273). */
uint32_t fw_gas_ratio(uint16_t p_dapa, uint16_t p_ref_dapa, int16_t t_ddegc, int16_t t_ref_ddegc);

/* The root of a ratio of 0.1 to 8 by Newton: begin, then six steps, the last exact to 1e-8. */
#define FW_ROOT_BEGIN(ratio) ((FW_ONE + (ratio)) >> 1)
uint32_t fw_root_step(uint32_t root, uint32_t ratio);

/* Volume of pulses at a K-factor (0.001 pulses per m3), times ratio; saturates at 2^32 - 1. */
uint32_t fw_flow_parts(uint16_t pulses, uint32_t k, uint32_t ratio);
/* The methane in it: content in 0.01 %; below 0 is 0, above 100 % is all. */
uint32_t fw_flow_pure(uint32_t parts, int16_t content_cpct);
/* Parts in a second to 0.01 m3/min. */
uint32_t fw_flow_rate(uint32_t parts);

#ifdef __cplusplus
}
#endif

#endif
