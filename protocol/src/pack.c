#include "msn/pack.h"

uint16_t msn_get16(const uint8_t MSN_MEM *at)
{
  return (uint16_t)((uint16_t)(at[0] << 8) | at[1]);
}

void msn_put16(uint8_t MSN_MEM *at, uint16_t value)
{
  at[0] = (uint8_t)(value >> 8);
  at[1] = (uint8_t)value;
}
