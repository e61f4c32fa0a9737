#include "fw/muldiv.h"

#define TOP_BIT 0x80000000u

/* Product by shift and add, quotient by shift and subtract, both in the pair high:low. 32-bit steps
 * only: sdcc has no 64-bit division, and one that only hosts had would be a second truth. */
uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c)
{
  uint32_t high = 0;
  uint8_t bits;

  for (bits = 32; bits != 0; bits--) { /* `a` leaves on the right, the low half comes in */
    bool carry = false;
    if ((a & 1u) != 0) {
      high += b;
      carry = high < b;
    }
    a >>= 1;
    if ((high & 1u) != 0) a |= TOP_BIT;
    high >>= 1;
    if (carry) high |= TOP_BIT;
  }
  if (high >= c) {
    return UINT32_MAX;
  }
  for (bits = 32; bits != 0; bits--) { /* high is the remainder, and below c */
    bool carry = (high & TOP_BIT) != 0;
    high <<= 1;
    if ((a & TOP_BIT) != 0) high |= 1u;
    a <<= 1;
    if (carry || high >= c) {
      high -= c;
      a |= 1u;
    }
  }
  return high >= c - high && a != UINT32_MAX ? a + 1u : a;
}
