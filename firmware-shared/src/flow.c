#include "fw/flow.h"

#include "msn/pack.h"
#include "parts.h"

enum {
  CKELVIN_AT_0C = 27315, /* 0.01 K */
  /* What compensation believes: 300 to 1300 hPa and -40 to +85 degC, the range of the usual
   * absolute pressure sensors (unverified for this mine). Outside it is a sensor fault. */
  P_MIN_DAPA = 3000,
  P_MAX_DAPA = 13000,
  T_MIN_DDEGC = -400,
  T_MAX_DDEGC = 850,
  /* More pulses in one window than any meter gives: keeps the 64-bit products whole. */
  PULSES_MAX = 10000000
};
#define LOW_CHANNEL 1u
#define HIGH_CHANNEL 2u

void fw_flow_init(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, F_QUALITY) = MSN_Q_RESTART;
}

static bool climate_plausible(const struct fw_node_inputs MSN_MEM *inputs)
{
  return inputs->p_abs_dapa >= P_MIN_DAPA && inputs->p_abs_dapa <= P_MAX_DAPA &&
         inputs->temp_ddegc >= T_MIN_DDEGC && inputs->temp_ddegc <= T_MAX_DDEGC;
}

/* Volume of the pulses in 1e-6 m3 at reference conditions. PULSES_MAX and K >= 1000 keep it below
 * 1.1e13, and the products below 2^63. */
static uint64_t reference_volume(const struct fw_node MSN_MEM *node,
                                 const struct fw_node_inputs MSN_MEM *inputs, bool compensate)
{
  uint32_t k = MSN_JOIN32(FW_CONFIG(node, K_FACTOR), FW_PAGE(node)[FW_CONFIG_AT(K_FACTOR) + 1]);
  uint64_t volume = (uint64_t)node->as.flow.pulses * 1000000000u / k;
  uint32_t reference_ck = (uint32_t)(CKELVIN_AT_0C + (int16_t)FW_CONFIG(node, T_REF) * 10);
  uint32_t actual_ck;

  if (!compensate) {
    return volume;
  }
  actual_ck = (uint32_t)(CKELVIN_AT_0C + inputs->temp_ddegc * 10);
  volume = volume * inputs->p_abs_dapa / FW_CONFIG(node, P_REF);
  return volume * reference_ck / actual_ck;
}

static int32_t saturated_i32(uint64_t value)
{
  return value > INT32_MAX ? INT32_MAX : (int32_t)value;
}

static void measure(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                    uint16_t elapsed_ms)
{
  struct fw_flow MSN_MEM *flow = &node->as.flow;
  uint64_t frequency_dhz = (uint64_t)flow->pulses * 10000u / elapsed_ms;
  bool plausible = climate_plausible(inputs);
  uint64_t volume = reference_volume(node, inputs, plausible);
  bool faulty = !plausible || inputs->sensor != MSN_SENSOR_OK;

  FW_LIVE(node, P_ABS) = inputs->p_abs_dapa;
  FW_LIVE(node, F_TEMP) = (uint16_t)inputs->temp_ddegc;
  FW_LIVE(node, F_QUALITY) = faulty ? MSN_Q_SENSOR_FAULT : 0;
  FW_LIVE(node, FREQ) = frequency_dhz > UINT16_MAX ? UINT16_MAX : (uint16_t)frequency_dhz;
  if (FW_LIVE(node, FREQ) < FW_CONFIG(node, LOW_CUT)) {
    volume = 0; /* creep of a meter that stands still is no flow and no volume */
  }
  /* 1e-6 m3 in elapsed ms to 0.01 m3/min: 60000 ms / 1e4. */
  flow->flow_cm3pm = saturated_i32(volume * 6u / elapsed_ms);
  flow->volume_mm3 += volume;
  flow->pulses = 0;
}

static int16_t flow_m3pm(const struct fw_flow MSN_MEM *flow)
{
  /* Not (flow + 50) / 100: a saturated flow would overflow (found by fuzz_config). */
  int32_t rounded = flow->flow_cm3pm / 100 + (flow->flow_cm3pm % 100 >= 50 ? 1 : 0);
  return rounded > INT16_MAX ? INT16_MAX : (int16_t)rounded;
}

static void judge(struct fw_node MSN_MEM *node, struct fw_limit MSN_MEM *limit, enum fw_band band,
                  uint8_t on_event, uint8_t channel, int16_t value, uint16_t elapsed_units)
{
  if (fw_limit_step(limit, band, FW_LIMIT_OF_DS(FW_CONFIG(node, F_DEB_ON)),
                    FW_LIMIT_OF_DS(FW_CONFIG(node, F_DEB_OFF)), elapsed_units)) {
    fw_report(node, limit->active ? on_event : (uint8_t)(on_event + 1u), channel, value);
  }
}

static void sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                   uint16_t elapsed_ms)
{
  struct fw_flow MSN_MEM *flow = &node->as.flow;
  int32_t hyst = (int16_t)FW_CONFIG(node, F_HYST) * 100;
  int32_t low = (int16_t)FW_CONFIG(node, FLOW_LO) * 100;
  int32_t high = (int16_t)FW_CONFIG(node, FLOW_HI) * 100;
  bool valid;

  measure(node, inputs, elapsed_ms);
  valid = FW_LIVE(node, F_QUALITY) == 0;
  judge(node, &flow->fault, valid ? FW_BAND_RELEASE : FW_BAND_SET, MSN_EV_FAULT_ON, 0,
        (int16_t)FW_LIVE(node, F_QUALITY), elapsed_ms / 25u);
  if (low > 0) {
    judge(node, &flow->low,
          valid ? fw_band_low32(flow->flow_cm3pm, low, low + hyst) : FW_BAND_BETWEEN,
          MSN_EV_ALARM_ON, LOW_CHANNEL, flow_m3pm(flow), elapsed_ms / 25u);
  }
  if (high > 0) {
    judge(node, &flow->high,
          valid ? fw_band_high32(flow->flow_cm3pm, high, high - hyst) : FW_BAND_BETWEEN,
          MSN_EV_ALARM_ON, HIGH_CHANNEL, flow_m3pm(flow), elapsed_ms / 25u);
  }
}

void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  msn_ms elapsed_ms)
{
  (void)elapsed_ms;
  if (node->as.flow.pulses < PULSES_MAX) {
    node->as.flow.pulses += inputs->pulses;
  }
}

void fw_flow_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  node->as.flow.beats++;
  if (node->as.flow.beats == FW_FLOW_WINDOW_BEATS) {
    node->as.flow.beats = 0;
    sample(node, inputs, FW_FLOW_WINDOW_BEATS * FW_BEAT_MS);
  }
}

static void show32(struct fw_node MSN_MEM *node, uint8_t reg, uint32_t value)
{
  uint8_t MSN_MEM *at = MSN_FRAME(&node->line) + FW_LIVE_AT + 2 * reg;
  msn_put16(at, MSN_HIGH16(value));
  msn_put16(at + 2, MSN_LOW16(value));
}

void fw_flow_refresh(struct fw_node MSN_MEM *node)
{
  const struct fw_flow MSN_MEM *flow = &node->as.flow;
  show32(node, MSN_R_FLOW, (uint32_t)flow->flow_cm3pm);
  show32(node, MSN_R_TOTAL, (uint32_t)(flow->volume_mm3 / 100000u));
}

uint8_t fw_flow_status(const struct fw_node MSN_MEM *node)
{
  const struct fw_flow MSN_MEM *flow = &node->as.flow;
  uint8_t status = 0;
  if (flow->low.active || flow->high.active) status |= MSN_ST_ALARM;
  if (flow->fault.active) status |= MSN_ST_FAULT;
  return status;
}
