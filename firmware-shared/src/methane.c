#include "fw/methane.h"

#include "parts.h"

enum { SPAN_SHIFT = 12, SPAN_HALF = 1 << (SPAN_SHIFT - 1) };

/* Reading, set and release of limit `i`: its registers and codes follow each other. */
#define READING(node) ((int16_t)FW_LIVE(node, CH4))
#define SET_POINT(node, i) ((int16_t)FW_PAGE(node)[FW_CONFIG_AT(WARN) + (i)])

void fw_methane_init(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, M_QUALITY) = MSN_Q_RESTART;
}

/* Shift and add: the 8051 has no 32-bit product, and its library's costs more than this. */
int16_t fw_methane_scale(int16_t counts, uint16_t span)
{
  bool negative = counts < 0;
  uint16_t left = negative ? (uint16_t)-counts : (uint16_t)counts;
  uint32_t term = span;
  uint32_t sum = SPAN_HALF;

  for (; left != 0; left >>= 1) {
    if ((left & 1u) != 0) {
      sum += term;
    }
    term <<= 1;
  }
  sum >>= SPAN_SHIFT;
  if (sum > INT16_MAX) {
    sum = INT16_MAX;
  }
  return negative ? (int16_t)-(int16_t)sum : (int16_t)sum;
}

static void judge_range(struct fw_node MSN_MEM *node, uint8_t pins)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint16_t quality = (pins & FW_PIN_SENSOR_FAULT) != 0 ? MSN_Q_SENSOR_FAULT : 0;

  if (READING(node) <= (int16_t)FW_CONFIG(node, RANGE_LO)) {
    quality |= MSN_Q_UNDER;
  }
  if (quality == 0 && !methane->over_latched &&
      READING(node) >= (int16_t)FW_CONFIG(node, RANGE_HI)) {
    methane->over_latched = true;
    fw_report(node, MSN_EV_OVER_RANGE, 0, READING(node));
  }
  if (methane->over_latched) {
    quality |= MSN_Q_OVER;
  }
  FW_LIVE(node, M_QUALITY) = quality;
}

/* A reading that is not valid keeps what is; over-range is gas for certain. */
static uint8_t band(const struct fw_node MSN_MEM *node, uint8_t i)
{
  int16_t set = SET_POINT(node, i);
  int16_t release = (int16_t)FW_CONFIG(node, RESTORE);

  if (node->as.methane.over_latched) {
    return FW_BAND_SET;
  }
  if (FW_LIVE(node, M_QUALITY) != 0) {
    return FW_BAND_BETWEEN;
  }
  if (i != FW_GAS_CUTOFF) {
    release = (int16_t)(set - (int16_t)FW_CONFIG(node, HYST));
  }
  return (uint8_t)fw_band_high(READING(node), set, release);
}

static bool judge_limit(struct fw_node MSN_MEM *node, struct fw_limit MSN_MEM *limit,
                        uint8_t where)
{
  return fw_limit_step(limit, (enum fw_band)where, FW_LIMIT_OF_DS(FW_CONFIG(node, DEB_ON)),
                       FW_LIMIT_OF_DS(FW_CONFIG(node, DEB_OFF)), FW_LIMIT_BEAT);
}

static void judge_gas(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < FW_GAS_LIMITS; i++) {
    struct fw_limit MSN_MEM *limit = &node->as.methane.limits[i];
    if (judge_limit(node, limit, band(node, i))) {
      uint8_t on_code = (uint8_t)((uint8_t)MSN_EV_WARN_ON + 2u * i);
      fw_report(node, limit->active ? on_code : (uint8_t)(on_code + 1u), 0, READING(node));
    }
  }
}

static void judge_health(struct fw_node MSN_MEM *node)
{
  struct fw_limit MSN_MEM *fault = &node->as.methane.fault;
  if (judge_limit(node, fault, FW_LIVE(node, M_QUALITY) != 0 ? FW_BAND_SET : FW_BAND_RELEASE)) {
    fw_report(node, fault->active ? MSN_EV_FAULT_ON : MSN_EV_FAULT_OFF, 0,
              (int16_t)FW_LIVE(node, M_QUALITY));
  }
}

static void sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  FW_LIVE(node, M_ADC) = inputs->gas_raw;
  FW_LIVE(node, M_TEMP) = (uint16_t)inputs->temp_ddegc;
  FW_LIVE(node, M_VBAT) = inputs->supply_mv;
  FW_LIVE(node, CH4) = (uint16_t)fw_methane_scale(
      (int16_t)(uint16_t)(inputs->gas_raw - FW_CONFIG(node, ZERO)), FW_CONFIG(node, SPAN));
  judge_range(node, inputs->pins);
  if (FW_LIVE(node, M_QUALITY) == 0 && READING(node) > (int16_t)FW_LIVE(node, M_PEAK)) {
    FW_LIVE(node, M_PEAK) = FW_LIVE(node, CH4);
  }
  judge_health(node);
  judge_gas(node);
}

void fw_methane_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  bool gas;

  sample(node, inputs);
  gas = methane->limits[FW_GAS_CUTOFF].active;
  if (gas || methane->fault.active) {
    fw_relays_trip(node, fw_relays_all(node), gas ? MSN_CAUSE_GAS : MSN_CAUSE_FAULT);
  }
}

fw_reasons fw_methane_blocked(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint8_t reasons = 0;

  if (FW_LIVE(node, M_QUALITY) != 0 || methane->fault.active) {
    reasons |= MSN_IL_FAULT;
  }
  if (methane->limits[FW_GAS_CUTOFF].active ||
      READING(node) >= (int16_t)FW_CONFIG(node, RESTORE)) {
    reasons |= MSN_IL_INPUT;
  }
  return reasons;
}

void fw_methane_attended(struct fw_node MSN_MEM *node)
{
  bool broken = (FW_LIVE(node, M_QUALITY) & (uint16_t)~MSN_Q_OVER) != 0;
  if (!broken && READING(node) < (int16_t)FW_CONFIG(node, RESTORE)) {
    node->as.methane.over_latched = false;
  }
}

void fw_methane_acknowledged(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, M_PEAK) = FW_LIVE(node, CH4);
}

void fw_methane_refresh(struct fw_node MSN_MEM *node)
{
  uint8_t on = node->relays.on;
  uint8_t contacts = node->relays.feedback;
  uint8_t level = FW_GAS_LIMITS;

  while (level != MSN_LEVEL_NORMAL && !node->as.methane.limits[level - 1].active) {
    level--;
  }
  if (on != fw_relays_all(node)) {
    level |= MSN_LEVEL_LATCHED;
    contacts |= 0x10u;
  }
  FW_SHOW(node, M_LEVEL, level);
  FW_SHOW(node, M_RELAY, (uint16_t)((uint16_t)(contacts << 8) | (uint8_t)(on | on << 4)));
}

uint8_t fw_methane_contact_ds(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)FW_CONFIG(node, M_FB_TIMEOUT);
}

uint8_t fw_methane_status(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint8_t status = 0;
  if (methane->limits[FW_GAS_ALARM].active) status |= MSN_ST_ALARM;
  if (methane->limits[FW_GAS_WARN].active) status |= MSN_ST_WARNING;
  if (methane->limits[FW_GAS_CUTOFF].active) status |= MSN_ST_CUTOFF;
  if (methane->fault.active) status |= MSN_ST_FAULT;
  return status;
}
