#include "fw/flow.h"

#include "flow_parts.h"
#include "fw/flow_law.h"
#include "fw/muldiv.h"

enum {
  /* What compensation believes: 300 to 1320 hPa and -40 to +85 degC, the range of the usual
   * absolute pressure sensors (unverified for this mine). Outside it is a sensor fault. */
  P_MIN_DAPA = 3000,
  P_MAX_DAPA = 13200,
  T_MIN_DDEGC = -400,
  T_MAX_DDEGC = 850,
  WINDOW_BEATS = 10,
  WINDOW_UNITS = WINDOW_BEATS * FW_LIMIT_BEAT,
  FREQ_PULSES_MAX = 6553, /* FREQ ends at 6553.5 Hz */
  /* Every 4 minutes: a cell of the ring of five is written every 21, 10^6 times in 40 years. */
  SAVE_WINDOWS = 255
};
enum { LOW_CHANNEL = 1, HIGH_CHANNEL = 2 };

void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  if ((inputs->pins & FW_PIN_REVERSE) != 0) {
    MINE.held[REVERSE] = (uint16_t)(MINE.held[REVERSE] + inputs->pulses);
    MINE.counted = (int16_t)(uint16_t)((uint16_t)MINE.counted - inputs->pulses);
  } else {
    MINE.held[FORWARD] = (uint16_t)(MINE.held[FORWARD] + inputs->pulses);
    MINE.counted = (int16_t)(uint16_t)((uint16_t)MINE.counted + inputs->pulses);
  }
  if ((inputs->pins & FW_PIN_POWER_FAIL) == 0 && !node->reboot) {
    MINE.saved = false;
  } else if (!MINE.saved) {
    MINE.saved = true;
    fw_totals_release(node);
    fw_totals_save(node);
  }
  fw_totals_settle(node);
}

static bool implausible(const struct fw_node MSN_MEM *node)
{
  int16_t temp = MINE.temp_ddegc;
  return MINE.p_abs_dapa < P_MIN_DAPA || MINE.p_abs_dapa > P_MAX_DAPA ||
         temp < T_MIN_DDEGC || temp > T_MAX_DDEGC;
}

static bool compensates(const struct fw_node MSN_MEM *node, uint8_t at_least)
{
  return FW_LOW(node, COMPENSATION) >= at_least && !implausible(node);
}

static uint16_t quality(struct fw_node MSN_MEM *node, uint8_t sensor)
{
  uint16_t found = 0;
  if (!MINE.settled) {
    MINE.settled = true;
    return MSN_Q_RESTART;
  }
  if (sensor != MSN_SENSOR_OK ||
      (FW_LOW(node, COMPENSATION) != FW_COMPENSATE_NOT && implausible(node))) {
    found |= MSN_Q_SENSOR_FAULT;
  }
  if (MINE.freq_dhz == UINT16_MAX) {
    found |= MSN_Q_OVER;
  }
  if (node->mode == MSN_MODE_CALIBRATE) found |= MSN_Q_PSEUDO;
  if (node->mode == MSN_MODE_TEST) found |= MSN_Q_FORCED;
  return found;
}

static uint16_t window_pulses(const struct fw_node MSN_MEM *node)
{
  return MINE.window < 0 ? (uint16_t)-MINE.window : (uint16_t)MINE.window;
}

/* Once a window. */
static void judge(struct fw_node MSN_MEM *node, struct fw_limit MSN_MEM *limit, enum fw_band band,
                  uint8_t on_event, uint8_t channel, int16_t value)
{
  if (fw_limit_step(limit, band, FW_LIMIT_OF_DS(FW_LOW(node, F_DEB_ON)),
                    FW_LIMIT_OF_DS(FW_LOW(node, F_DEB_OFF)), WINDOW_UNITS)) {
    fw_report(node, limit->active ? on_event : (uint8_t)(on_event + 1u), channel, value);
  }
}

static void close_window(struct fw_node MSN_MEM *node,
                         const struct fw_node_inputs MSN_MEM *inputs)
{
  uint16_t pulses;
  if (MINE.due) {
    fw_totals_book(node); /* a reply of half a second: better torn than lost */
  }
  MINE.window = MINE.counted;
  MINE.ratio = FW_ONE;
  pulses = window_pulses(node);
  MINE.freq_dhz = pulses > FREQ_PULSES_MAX ? UINT16_MAX : (uint16_t)(pulses * 10u);
  MINE.p_abs_dapa = inputs->p_abs_dapa;
  MINE.temp_ddegc = inputs->temp_ddegc;
  MINE.quality = quality(node, inputs->sensor);
  judge(node, &MINE.fault, MINE.quality == 0 ? FW_BAND_RELEASE : FW_BAND_SET,
        MSN_EV_FAULT_ON, inputs->sensor, (int16_t)MINE.quality);
  if (MINE.age != SAVE_WINDOWS) {
    MINE.age++;
  } else if (node->reply.head == 0) { /* nothing is held */
    MINE.age = 0;
    MINE.saving = true;
  }
}

static void compute_volume(struct fw_node MSN_MEM *node)
{
  uint32_t k = MSN_JOIN32(FW_CONFIG(node, K_FACTOR), FW_AT(node, FW_CONFIG_AT(K_FACTOR) + 1));
  if (MINE.freq_dhz < FW_CONFIG(node, LOW_CUT)) {
    MINE.volume = 0; /* creep of a meter that stands still is no flow and no volume */
    return;
  }
  MINE.volume = fw_flow_parts(window_pulses(node), k, MINE.ratio);
}

static void compute_pure(struct fw_node MSN_MEM *node, int16_t content_cpct)
{
  if (FW_CONFIG(node, F_CH4) != 0) {
    content_cpct = (int16_t)FW_CONFIG(node, F_CH4);
  }
  MINE.ratio = fw_flow_pure(MINE.volume, content_cpct);
  MINE.due = true;
}

static int32_t rate(const struct fw_node MSN_MEM *node, uint32_t parts)
{
  int32_t value = (int32_t)fw_flow_rate(parts); /* 2^32 * 75 / 8192 is far below 2^31 */
  return MINE.window < 0 ? -value : value;
}

/* Whole m3/min, of which a low limit must see the ceiling and a high one the floor: then
 * flow <= low and flow >= high are exact in 16 bits. Backwards is 0. */
static int16_t whole_flow(const struct fw_node MSN_MEM *node, bool ceiling)
{
  int32_t flow = MINE.flow + (ceiling ? 49 : -50);
  uint32_t whole = flow < 0 ? 0u : fw_muldiv((uint32_t)flow, 1, 100);
  return whole > INT16_MAX ? INT16_MAX : (int16_t)whole;
}

static enum fw_band band_of(const struct fw_node MSN_MEM *node, int16_t value, int16_t set,
                            int16_t release)
{
  if (MINE.quality != 0) {
    return FW_BAND_BETWEEN;
  }
  return fw_band_high(value, set, release);
}

static void judge_low(struct fw_node MSN_MEM *node)
{
  int16_t set = (int16_t)FW_CONFIG(node, FLOW_LO);
  int16_t value = whole_flow(node, true);
  enum fw_band band = FW_BAND_RELEASE;
  if (set != 0) { /* mirrored by the sign */
    band = band_of(node, (int16_t)-value, (int16_t)-set,
                   (int16_t)(-set - (int16_t)FW_CONFIG(node, F_HYST)));
  }
  judge(node, &MINE.low, band, MSN_EV_ALARM_ON, LOW_CHANNEL, value);
}

static void judge_high(struct fw_node MSN_MEM *node)
{
  int16_t set = (int16_t)FW_CONFIG(node, FLOW_HI);
  int16_t value = whole_flow(node, false);
  enum fw_band band = FW_BAND_RELEASE;
  if (set != 0) {
    band = band_of(node, value, set, (int16_t)(set - (int16_t)FW_CONFIG(node, F_HYST)));
  }
  judge(node, &MINE.high, band, MSN_EV_ALARM_ON, HIGH_CHANNEL, value);
}

static void compute(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  switch (MINE.beat) {
    case 0: close_window(node, inputs); break;
    case 1:
      if (compensates(node, FW_COMPENSATE_LINEAR)) {
        MINE.ratio = fw_gas_ratio(MINE.p_abs_dapa, FW_CONFIG(node, P_REF), MINE.temp_ddegc,
                                  (int16_t)FW_CONFIG(node, T_REF));
      }
      MINE.volume = FW_ROOT_BEGIN(MINE.ratio);
      break;
    case 2:
    case 3:
    case 4:
      MINE.volume = fw_root_step(MINE.volume, MINE.ratio);
      MINE.volume = fw_root_step(MINE.volume, MINE.ratio);
      break;
    case 5:
      if (compensates(node, FW_COMPENSATE_ROOT)) {
        MINE.ratio = MINE.volume;
      }
      compute_volume(node);
      break;
    case 6: compute_pure(node, inputs->content_cpct); break;
    case 7:
      MINE.flow = rate(node, MINE.volume);
      MINE.pure_flow = rate(node, MINE.ratio);
      break;
    case 8: judge_low(node); break;
    default: judge_high(node); break;
  }
}

void fw_flow_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  MINE.beat++;
  if (MINE.beat == WINDOW_BEATS) {
    MINE.beat = 0;
  }
  compute(node, inputs);
  fw_totals_settle(node);
  if (MINE.saving && MINE.beat <= FW_TOTALS_LAST_PAGE) {
    fw_totals_save_page(node, MINE.beat);
    MINE.saving = MINE.beat != FW_TOTALS_LAST_PAGE;
  }
}

void fw_flow_init(struct fw_node MSN_MEM *node)
{
  fw_totals_load(node);
  MINE.counted = TOTALS.pending;
  MINE.quality = MSN_Q_RESTART;
}

uint8_t fw_flow_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute)
{
  if (function != MSN_FN_TOTAL_RESET) {
    return MSN_SEC_NOT_SUPPORTED;
  }
  if (execute) {
    fw_totals_clear(node);
    MINE.beat = 0; /* a new window begins, and nothing of the old one is booked */
    MINE.settled = false;
    fw_totals_save(node);
  }
  return MSN_SEC_OK;
}

static void show32(struct fw_node MSN_MEM *node, uint8_t reg, uint32_t value)
{
  uint8_t MSN_MEM *at = MSN_FRAME(&node->line) + FW_LIVE_AT + 2 * reg;
  msn_put16(at, MSN_HIGH16(value));
  msn_put16(at + 2, MSN_LOW16(value));
}

void fw_flow_refresh(struct fw_node MSN_MEM *node)
{
  show32(node, MSN_R_FLOW, (uint32_t)MINE.flow);
  show32(node, MSN_R_TOTAL, TOTALS.sum[VOLUME]);
  FW_SHOW(node, P_ABS, MINE.p_abs_dapa);
  FW_SHOW(node, F_TEMP, (uint16_t)MINE.temp_ddegc);
  FW_SHOW(node, FREQ, MINE.freq_dhz);
  FW_SHOW(node, F_QUALITY, MINE.quality);
}

/* The page follows the record but for its fifth quantity. */
uint16_t fw_flow_total(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t quantity = (uint8_t)(offset >> 1);
  uint32_t value = (uint32_t)MINE.pure_flow;
  if (quantity != PURE) {
    value = TOTALS.sum[quantity > PURE ? PURE : quantity];
  }
  return (offset & 1u) != 0 ? MSN_LOW16(value) : MSN_HIGH16(value);
}

uint8_t fw_flow_status(const struct fw_node MSN_MEM *node)
{
  uint8_t status = 0;
  if (MINE.low.active || MINE.high.active) status |= MSN_ST_ALARM;
  if (MINE.fault.active) status |= MSN_ST_FAULT;
  return status;
}
