/* Registers and bytes: big-endian, 32-bit quantities high register first. */
#ifndef MSN_PACK_H
#define MSN_PACK_H

#include "msn/port.h"

static inline uint16_t msn_get16(const uint8_t MSN_MEM *at)
{
  return (uint16_t)((uint16_t)(at[0] << 8) | at[1]);
}

static inline void msn_put16(uint8_t MSN_MEM *at, uint16_t value)
{
  at[0] = (uint8_t)(value >> 8);
  at[1] = (uint8_t)value;
}

static inline uint16_t msn_high16(uint32_t value) { return (uint16_t)(value >> 16); }
static inline uint16_t msn_low16(uint32_t value) { return (uint16_t)value; }
static inline uint32_t msn_join32(uint16_t high, uint16_t low)
{
  return (uint32_t)high << 16 | low;
}

#endif
