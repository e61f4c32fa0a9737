/* Registers and bytes: big-endian, 32-bit quantities high register first.
 * Functions and macros instead of `static inline`, of which sdcc leaves a copy in every module. */
#ifndef MSN_PACK_H
#define MSN_PACK_H

#include "msn/port.h"

#define MSN_HIGH16(value) ((uint16_t)((value) >> 16))
#define MSN_LOW16(value) ((uint16_t)(value))
#ifdef __SDCC_mcs51 /* which makes much of little here */
#define MSN_SET16(word, high, low) \
  (((uint8_t MSN_MEM *)&(word))[0] = (low), ((uint8_t MSN_MEM *)&(word))[1] = (high))
#else
#define MSN_SET16(word, high, low) ((word) = (uint16_t)((high) << 8 | (low)))
#endif
#define MSN_JOIN32(high, low) ((uint32_t)(high) << 16 | (low))

#ifdef __cplusplus
extern "C" {
#endif

uint16_t msn_get16(const uint8_t MSN_MEM *at);
void msn_put16(uint8_t MSN_MEM *at, uint16_t value);

#ifdef __cplusplus
}
#endif

#endif
