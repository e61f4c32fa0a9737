/* a * b / c with nothing lost in between: the one arithmetic of flow, the same on every target. */
#ifndef FW_MULDIV_H
#define FW_MULDIV_H

#include "msn/port.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rounded to nearest, halves up; what does not fit, and c = 0, is 0xFFFFFFFF. The 8051 is
 * faster when `a` is the smaller of the two factors. */
uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c);

#ifdef __cplusplus
}
#endif

#endif
