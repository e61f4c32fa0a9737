#include "fw/flow_law.h"

#include "fw/muldiv.h"

enum { CKELVIN_AT_0C = 27315, /* 0.01 K */ ALL_CPCT = 10000 };

/* 1 m3 = 655360 parts, and K is in 0.001. */
#define PARTS_OF_A_PULSE_AT_K1 655360000u
/* 60 * 100 / 655360 */
#define RATE_MUL 75u
#define RATE_DIV 8192u

static uint16_t ckelvin(int16_t t_ddegc)
{
  return (uint16_t)(CKELVIN_AT_0C + t_ddegc * 10);
}

uint32_t fw_gas_ratio(uint16_t p_dapa, uint16_t p_ref_dapa, int16_t t_ddegc, int16_t t_ref_ddegc)
{
  uint32_t ratio = fw_muldiv(FW_ONE, p_dapa, p_ref_dapa);
  return fw_muldiv(ratio, ckelvin(t_ref_ddegc), ckelvin(t_ddegc));
}

uint32_t fw_root_step(uint32_t root, uint32_t ratio)
{
  return (root + fw_muldiv(FW_ONE, ratio, root)) >> 1;
}

uint32_t fw_flow_parts(uint16_t pulses, uint32_t k, uint32_t ratio)
{
  return fw_muldiv(fw_muldiv(pulses, PARTS_OF_A_PULSE_AT_K1, k), ratio, FW_ONE);
}

uint32_t fw_flow_pure(uint32_t parts, int16_t content_cpct)
{
  if (content_cpct < 0) content_cpct = 0;
  if (content_cpct > ALL_CPCT) content_cpct = ALL_CPCT;
  return fw_muldiv(parts, (uint16_t)content_cpct, ALL_CPCT);
}

uint32_t fw_flow_rate(uint32_t parts)
{
  return fw_muldiv(parts, RATE_MUL, RATE_DIV);
}
