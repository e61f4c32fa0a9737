#include "fw/flow_law.h"

#include "fw/muldiv.h"

enum { CKELVIN_AT_0C = 27315, /* 0.01 K */ NEWTON_STEPS = 5, ALL_CPCT = 10000 };

/* 60 * 100 / 655360 */
enum { RATE_MUL = 75, RATE_DIV = 8192 };
/* 0.00446 per %, of 50000 */
enum { THIN_MUL = 223, THIN_DIV = 100 };
#define THIN_ONE 50000u

void fw_scale(uint32_t MSN_MEM *value, uint16_t mul, uint16_t div)
{
  *value = fw_muldiv(mul, *value, div); /* the smaller first: fw/muldiv.h */
}

uint16_t fw_ckelvin(int16_t t_ddegc)
{
  return (uint16_t)(CKELVIN_AT_0C + t_ddegc * 10);
}

#if FW_WITH_ROOT
void fw_root(uint32_t *ratio)
{
  uint32_t square = *ratio;
  uint32_t root = FW_ONE;
  uint8_t steps;
  root = (root + square) >> 1;
  for (steps = NEWTON_STEPS; steps != 0; steps--) {
    root += fw_muldiv(FW_ONE, square, root);
    root >>= 1;
  }
  *ratio = root;
}

void fw_thin(uint32_t *ratio, int16_t content_cpct)
{
  uint32_t less;
  if (content_cpct < 0) content_cpct = 0; /* none bound */
  if (content_cpct > ALL_CPCT) content_cpct = ALL_CPCT;
  less = ((uint32_t)content_cpct * THIN_MUL + THIN_DIV / 2) / THIN_DIV;
  fw_scale(ratio, THIN_ONE, (uint16_t)(THIN_ONE - less));
}
#endif

void fw_flow_pure(uint32_t MSN_MEM *parts, int16_t content_cpct)
{
  if (content_cpct < 0) content_cpct = 0; /* none bound */
  if (content_cpct > ALL_CPCT) content_cpct = ALL_CPCT;
  fw_scale(parts, (uint16_t)content_cpct, ALL_CPCT);
}

void fw_flow_rate(uint32_t MSN_MEM *parts)
{
  fw_scale(parts, RATE_MUL, RATE_DIV);
}
