#include "fw/methane.h"

#include "parts.h"

#define SPAN_SHIFT 12
#define SPAN_HALF (1u << (SPAN_SHIFT - 1))

#define READING(node) (FW_GAS(node).cpct)
/* Bits of M_QUALITY, in a byte: where the register's high byte would be, two bits that a node does
 * not use in its low one. LOW_SUPPLY marks a reading and leaves it usable. */
#define QUALITY(node) (FW_GAS(node).quality)
#define PLAIN_MARKS                                                                       \
  ((uint8_t)((int)MSN_Q_RESTART | (int)MSN_Q_SENSOR_FAULT | (int)MSN_Q_OVER | (int)MSN_Q_UNDER))
#define LOW_SUPPLY FW_PIN_LOW_SUPPLY
#define WARMING_UP 0x80u
#define UNUSABLE(node) ((QUALITY(node) & (PLAIN_MARKS | WARMING_UP)) != 0)
#define MODE_SHIFT 5 /* calibration is MSN_Q_PSEUDO, test is MSN_Q_FORCED */
/* Set point of limit `i`: their registers follow each other. */
#define SET_POINT(node, i) ((int16_t)FW_AT(node, (uint8_t)(FW_CONFIG_AT(WARN) + (i))))

/* By enum msn_sensor_fault. */
static const uint8_t MSN_CODE marks[] = {
    0,          MSN_Q_SENSOR_FAULT, MSN_Q_SENSOR_FAULT, MSN_Q_SENSOR_FAULT, MSN_Q_SENSOR_FAULT,
    MSN_Q_UNDER, WARMING_UP};

void fw_methane_init(struct fw_node MSN_MEM *node)
{
  QUALITY(node) = MSN_Q_RESTART;
  FW_METHANE(node).finest_cpct = UINT8_MAX;
}

/* Shift and add into the upper half of a product whose lower half replaces `left`: the 8051 has no
 * 32-bit product, and its library's costs more. */
int16_t fw_methane_scale(int16_t counts, uint16_t span)
{
  bool negative = counts < 0;
  uint16_t left = negative ? (uint16_t)-counts : (uint16_t)counts;
  uint16_t sum = 0;
  uint8_t i;

  for (i = 16; i != 0; i--) {
    if ((left & 1u) != 0) {
      sum = (uint16_t)(sum + span);
    }
    left >>= 1;
    if ((sum & 1u) != 0) {
      left |= 0x8000u;
    }
    sum >>= 1;
  }
  if (sum >= 1u << (SPAN_SHIFT - 1)) {
    sum = INT16_MAX;
  } else {
    sum = (uint16_t)((uint16_t)(sum << (16 - SPAN_SHIFT)) | (uint8_t)(left >> 8) >> 4);
    if ((left & SPAN_HALF) != 0 && sum != INT16_MAX) {
      sum++;
    }
  }
  return negative ? (int16_t)-(int16_t)sum : (int16_t)sum;
}

static uint8_t fault_of(const struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs)
{
  const struct fw_methane MSN_MEM *methane = &FW_METHANE(node);
  if (inputs->sensor != MSN_SENSOR_OK) {
    return inputs->sensor;
  }
  if (methane->warm_ds != 0) {
    return MSN_SENSOR_WARM_UP;
  }
  if (READING(node) <= (int16_t)FW_CONFIG(node, RANGE_LO)) {
    return MSN_SENSOR_DRIFT;
  }
  if (methane->flat >= FW_METHANE_FLAT_COARSE ||
      (methane->flat >= FW_METHANE_FLAT_FINE && methane->finest_cpct < FW_METHANE_COARSE_CPCT)) {
    return MSN_SENSOR_STUCK;
  }
  return MSN_SENSOR_OK;
}

static void judge_reading(struct fw_node MSN_MEM *node,
                          const struct fw_node_inputs MSN_MEM *inputs, uint8_t fault)
{
  uint8_t before = QUALITY(node);
  uint8_t now = (uint8_t)((before & MSN_Q_OVER) | marks[fault]);

  if (now == 0 && READING(node) >= (int16_t)FW_CONFIG(node, RANGE_HI)) {
    now = MSN_Q_OVER;
    fw_report(node, MSN_EV_OVER_RANGE, 0, READING(node));
  }
  now |= inputs->pins & LOW_SUPPLY;
  QUALITY(node) = now;
  if (((before ^ now) & LOW_SUPPLY) != 0) {
    fw_report(node, (now & LOW_SUPPLY) != 0 ? MSN_EV_LOW_SUPPLY : MSN_EV_SUPPLY_OK, 0,
              (int16_t)inputs->supply_mv);
  }
}

/* How long the reading has rested above air, and how small its changes are. In air nothing tells a
 * stuck sensor from a healthy one: only test gas does. */
static void watch_change(struct fw_node MSN_MEM *node, int16_t change, bool in_air)
{
  struct fw_methane MSN_MEM *methane = &FW_METHANE(node);

  if (change == 0 && !in_air) {
    if (methane->flat != FW_METHANE_FLAT_COARSE && ++methane->flat_ds == 0) {
      methane->flat++;
    }
    return;
  }
  methane->flat = 0;
  methane->flat_ds = 0;
  if (change < 0) {
    change = (int16_t)-change;
  }
  if (change != 0 && change < methane->finest_cpct && !UNUSABLE(node)) {
    methane->finest_cpct = (uint8_t)change;
  }
}

/* What only a plain reading may do: show air, set the peak. */
static void use_reading(struct fw_node MSN_MEM *node, bool in_air)
{
  struct fw_methane MSN_MEM *methane = &FW_METHANE(node);

  if (node->mode != MSN_MODE_NORMAL || (QUALITY(node) & (uint8_t)~MSN_Q_OVER) != 0 || !in_air) {
    methane->air_ds = 0;
  } else if (methane->air_ds != FW_METHANE_AIR_DS) {
    methane->air_ds++;
  }
  if (node->mode == MSN_MODE_NORMAL && !UNUSABLE(node) && READING(node) > FW_GAS(node).peak_cpct) {
    FW_GAS(node).peak_cpct = READING(node);
  }
}

/* A reading that is not usable keeps what is; over-range is gas for certain. */
static uint8_t band(const struct fw_node MSN_MEM *node, uint8_t i)
{
  int16_t set = SET_POINT(node, i);
  int16_t release = (int16_t)FW_CONFIG(node, RESTORE);

  if ((QUALITY(node) & MSN_Q_OVER) != 0) {
    return FW_BAND_SET;
  }
  if (UNUSABLE(node)) {
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
  if (limit->active) {
    return fw_limit_push(limit, where == FW_BAND_RELEASE, FW_LIMIT_OF_DS(FW_LOW(node, DEB_OFF)),
                         FW_LIMIT_BEAT);
  }
  return fw_limit_push(limit, where == FW_BAND_SET, FW_LIMIT_OF_DS(FW_LOW(node, DEB_ON)),
                       FW_LIMIT_BEAT);
}

static void judge_gas(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < FW_GAS_LIMITS; i++) {
    struct fw_limit MSN_MEM *limit = &FW_METHANE(node).limits[i];
    if (judge_limit(node, limit, band(node, i))) {
      uint8_t code = (uint8_t)((uint8_t)MSN_EV_WARN_OFF + 2u * i);
      if (limit->active) {
        code--;
      }
      fw_report(node, code, 0, READING(node));
    }
  }
}

/* M_QUALITY */
static uint16_t quality(const struct fw_node MSN_MEM *node)
{
  uint8_t low = (uint8_t)((QUALITY(node) & PLAIN_MARKS) | (uint8_t)(node->mode << MODE_SHIFT));
  uint8_t high = 0;
  if ((QUALITY(node) & LOW_SUPPLY) != 0) high |= MSN_Q_LOW_SUPPLY >> 8;
  if ((QUALITY(node) & WARMING_UP) != 0) high |= MSN_Q_WARM_UP >> 8;
  return (uint16_t)((uint16_t)(high << 8) | low);
}

static void judge_health(struct fw_node MSN_MEM *node, uint8_t fault)
{
  struct fw_methane MSN_MEM *methane = &FW_METHANE(node);
  uint8_t code = MSN_EV_FAULT_ON;

  if (judge_limit(node, &methane->fault, UNUSABLE(node) ? FW_BAND_SET : FW_BAND_RELEASE)) {
    if (!methane->fault.active) {
      code = MSN_EV_FAULT_OFF;
      fault = methane->told;
    }
  } else if (methane->told != MSN_SENSOR_WARM_UP || fault == MSN_SENSOR_WARM_UP ||
             !UNUSABLE(node)) {
    return;
  }
  methane->told = fault; /* new, or what the end of the warm-up left */
  fw_report(node, code, fault, (int16_t)quality(node));
}

static void sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  int16_t before = READING(node);
  uint8_t fault;
  bool in_air;

  FW_NOTE_SENSOR(node, inputs);
  READING(node) = fw_methane_scale(
      (int16_t)(uint16_t)(inputs->gas_raw - FW_CONFIG(node, ZERO)), FW_CONFIG(node, SPAN));
  in_air = READING(node) <= FW_METHANE_AIR_CPCT;
  fault = fault_of(node, inputs);
  judge_reading(node, inputs, fault);
  watch_change(node, (int16_t)(READING(node) - before), in_air);
  use_reading(node, in_air);
  judge_health(node, fault);
  judge_gas(node);
}

void fw_methane_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  struct fw_methane MSN_MEM *methane = &FW_METHANE(node);
  bool gas;

  if (QUALITY(node) == MSN_Q_RESTART) {
    methane->warm_ds = (uint16_t)(FW_CONFIG(node, WARM_UP) * 10u);
  } else if (methane->warm_ds != 0) {
    methane->warm_ds--;
  }
  sample(node, inputs);
  gas = methane->limits[FW_GAS_CUTOFF].active;
  if (gas || methane->fault.active) {
    fw_relays_trip(node, fw_relays_all(node), gas ? MSN_CAUSE_GAS : MSN_CAUSE_FAULT);
  }
}

fw_reasons fw_methane_blocked(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &FW_METHANE(node);
  uint8_t reasons = 0;

  if (UNUSABLE(node) || methane->fault.active) {
    reasons |= MSN_IL_FAULT;
  }
  if (node->mode != MSN_MODE_NORMAL) {
    reasons |= MSN_IL_CALIBRATION;
  }
  if (methane->limits[FW_GAS_CUTOFF].active ||
      READING(node) >= (int16_t)FW_CONFIG(node, RESTORE)) {
    reasons |= MSN_IL_INPUT;
  }
  return reasons;
}

void fw_methane_attended(struct fw_node MSN_MEM *node)
{
  if (FW_METHANE(node).air_ds == FW_METHANE_AIR_DS) {
    QUALITY(node) &= (uint8_t)~MSN_Q_OVER;
  }
}

void fw_methane_acknowledged(struct fw_node MSN_MEM *node)
{
  FW_GAS(node).peak_cpct = READING(node);
}

void fw_methane_refresh(struct fw_node MSN_MEM *node)
{
  uint8_t on = node->relays.on;
  uint8_t contacts = node->relays.feedback;
  uint8_t level = FW_GAS_LIMITS;

  while (level != MSN_LEVEL_NORMAL && !FW_METHANE(node).limits[level - 1].active) {
    level--;
  }
  if (on != fw_relays_all(node)) {
    level |= MSN_LEVEL_LATCHED;
    contacts |= 0x10u;
  }
  FW_SHOW(node, CH4, (uint16_t)READING(node));
  FW_SHOW(node, M_QUALITY, quality(node));
  FW_SHOW(node, M_TEMP, (uint16_t)FW_GAS_TEMP(node));
  FW_SHOW(node, M_VBAT, FW_SUPPLY(node));
  FW_SHOW(node, M_LEVEL, level);
  FW_SHOW(node, M_ADC, FW_GAS_COUNTS(node));
  FW_SHOW(node, M_PEAK, (uint16_t)FW_GAS(node).peak_cpct);
  FW_SHOW(node, M_RELAY, (uint16_t)((uint16_t)(contacts << 8) | (uint8_t)(on | on << 4)));
}

uint8_t fw_methane_contact_ds(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)FW_CONFIG(node, M_FB_TIMEOUT);
}

uint8_t fw_methane_status(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &FW_METHANE(node);
  uint8_t status = 0;
  if (methane->limits[FW_GAS_ALARM].active) status |= MSN_ST_ALARM;
  if (methane->limits[FW_GAS_WARN].active) status |= MSN_ST_WARNING;
  if (methane->limits[FW_GAS_CUTOFF].active) status |= MSN_ST_CUTOFF;
  if (methane->fault.active) status |= MSN_ST_FAULT;
  if ((QUALITY(node) & LOW_SUPPLY) != 0) status |= MSN_ST_LOW_SUPPLY;
  return status;
}
