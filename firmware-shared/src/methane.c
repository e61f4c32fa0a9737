#include "fw/methane.h"

#include "parts.h"

enum { SPAN_SHIFT = 12, SPAN_HALF = 1 << (SPAN_SHIFT - 1) };

/* Reading, set and release of limit `i`: its registers and codes follow each other. */
#define READING(node) ((int16_t)FW_LIVE(node, CH4))
/* LOW_SUPPLY, PSEUDO and FORCED mark a reading and leave it usable. */
#define UNUSABLE(node)                                                                    \
  ((FW_LIVE(node, M_QUALITY) & (uint16_t)((int)MSN_Q_RESTART | (int)MSN_Q_SENSOR_FAULT | \
                                          (int)MSN_Q_OVER | (int)MSN_Q_UNDER |            \
                                          (int)MSN_Q_WARM_UP)) != 0)
#define SET_POINT(node, i) ((int16_t)FW_PAGE(node)[FW_CONFIG_AT(WARN) + (i)])

void fw_methane_init(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, M_QUALITY) = MSN_Q_RESTART;
  node->as.methane.finest_cpct = UINT8_MAX;
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

bool fw_methane_reaches(int16_t zero, uint16_t span, int16_t cpct)
{
  int16_t counts = zero > 0 ? (int16_t)(FW_GAS_COUNTS_MAX - zero) : (int16_t)FW_GAS_COUNTS_MAX;
  return fw_methane_scale(counts, span) >= cpct;
}

/* How long the reading has rested, and how small its changes are. */
static void watch_change(struct fw_node MSN_MEM *node, int16_t change)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;

  if (change == 0) {
    if (methane->flat < FW_METHANE_FLAT_COARSE && ++methane->flat_ds == 0) {
      methane->flat++;
    }
    return;
  }
  methane->flat = 0;
  methane->flat_ds = 0;
  if (change < 0) {
    change = (int16_t)-change;
  }
  if (change < methane->finest_cpct && !UNUSABLE(node)) {
    methane->finest_cpct = (uint8_t)change;
  }
}

/* In air nothing tells a stuck sensor from a healthy one: only test gas does. */
static bool stuck(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  return READING(node) > FW_METHANE_AIR_CPCT &&
         methane->flat >= (methane->finest_cpct < FW_METHANE_COARSE_CPCT ? FW_METHANE_FLAT_FINE
                                                                         : FW_METHANE_FLAT_COARSE);
}

static uint8_t fault_of(const struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs)
{
  if (inputs->sensor != MSN_SENSOR_OK) {
    return inputs->sensor;
  }
  if (node->as.methane.warm_ds != 0) {
    return MSN_SENSOR_WARM_UP;
  }
  if (READING(node) <= (int16_t)FW_CONFIG(node, RANGE_LO)) {
    return MSN_SENSOR_DRIFT;
  }
  return stuck(node) ? MSN_SENSOR_STUCK : MSN_SENSOR_OK;
}

/* M_QUALITY of this sample. Its bits of the last one are the memory of what is latched. */
static void judge_reading(struct fw_node MSN_MEM *node,
                          const struct fw_node_inputs MSN_MEM *inputs, uint8_t fault)
{
  uint16_t quality = FW_LIVE(node, M_QUALITY) & MSN_Q_OVER;
  bool was_low = (FW_LIVE(node, M_QUALITY) & MSN_Q_LOW_SUPPLY) != 0;
  bool low = (inputs->pins & FW_PIN_LOW_SUPPLY) != 0;

  if (fault == MSN_SENSOR_WARM_UP) {
    quality |= MSN_Q_WARM_UP;
  } else if (fault == MSN_SENSOR_DRIFT) {
    quality |= MSN_Q_UNDER;
  } else if (fault != MSN_SENSOR_OK) {
    quality |= MSN_Q_SENSOR_FAULT;
  } else if (quality == 0 && READING(node) >= (int16_t)FW_CONFIG(node, RANGE_HI)) {
    quality = MSN_Q_OVER;
    fw_report(node, MSN_EV_OVER_RANGE, 0, READING(node));
  }
  if (low) {
    quality |= MSN_Q_LOW_SUPPLY;
  }
  if (low != was_low) {
    fw_report(node, low ? MSN_EV_LOW_SUPPLY : MSN_EV_SUPPLY_OK, 0,
              (int16_t)FW_LIVE(node, M_VBAT));
  }
  if (node->mode == MSN_MODE_CALIBRATE) quality |= MSN_Q_PSEUDO;
  if (node->mode == MSN_MODE_TEST) quality |= MSN_Q_FORCED;
  FW_LIVE(node, M_QUALITY) = quality;
}

/* What only a plain reading may do: show air, set the peak. */
static void use_reading(struct fw_node MSN_MEM *node)
{
  uint16_t quality = FW_LIVE(node, M_QUALITY);
  uint8_t MSN_MEM *air_ds = &node->as.methane.air_ds;

  if ((quality & (uint16_t)~MSN_Q_OVER) != 0 || READING(node) > FW_METHANE_AIR_CPCT) {
    *air_ds = 0;
  } else if (*air_ds != FW_METHANE_AIR_DS) {
    (*air_ds)++;
  }
  if ((quality & (uint16_t)~MSN_Q_LOW_SUPPLY) == 0 &&
      READING(node) > (int16_t)FW_LIVE(node, M_PEAK)) {
    FW_LIVE(node, M_PEAK) = FW_LIVE(node, CH4);
  }
}

/* A reading that is not usable keeps what is; over-range is gas for certain. */
static uint8_t band(const struct fw_node MSN_MEM *node, uint8_t i)
{
  int16_t set = SET_POINT(node, i);
  int16_t release = (int16_t)FW_CONFIG(node, RESTORE);

  if ((FW_LIVE(node, M_QUALITY) & MSN_Q_OVER) != 0) {
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
  return fw_limit_step(limit, (enum fw_band)where, FW_LIMIT_OF_DS(FW_CONFIG(node, DEB_ON)),
                       FW_LIMIT_OF_DS(FW_CONFIG(node, DEB_OFF)), FW_LIMIT_BEAT);
}

static void judge_gas(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < FW_GAS_LIMITS; i++) {
    struct fw_limit MSN_MEM *limit = &node->as.methane.limits[i];
    if (judge_limit(node, limit, band(node, i))) {
      uint8_t code = (uint8_t)((uint8_t)MSN_EV_WARN_OFF + 2u * i);
      if (limit->active) {
        code--;
        if (i != FW_GAS_WARN) node->mute_ds = 0; /* a new alarm is heard */
      }
      fw_report(node, code, 0, READING(node));
    }
  }
}

static void judge_health(struct fw_node MSN_MEM *node, uint8_t fault)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  bool bad = UNUSABLE(node);

  if (judge_limit(node, &methane->fault, bad ? FW_BAND_SET : FW_BAND_RELEASE)) {
    if (!methane->fault.active) {
      fw_report(node, MSN_EV_FAULT_OFF, methane->told, (int16_t)FW_LIVE(node, M_QUALITY));
      return;
    }
  } else if (!bad || methane->told != MSN_SENSOR_WARM_UP || fault == MSN_SENSOR_WARM_UP) {
    return;
  }
  methane->told = fault; /* new, or what the end of the warm-up left */
  fw_report(node, MSN_EV_FAULT_ON, fault, (int16_t)FW_LIVE(node, M_QUALITY));
}

static void sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  int16_t before = READING(node);
  uint8_t fault;

  FW_LIVE(node, M_ADC) = inputs->gas_raw;
  FW_LIVE(node, M_TEMP) = (uint16_t)inputs->temp_ddegc;
  FW_LIVE(node, M_VBAT) = inputs->supply_mv;
  FW_LIVE(node, CH4) = (uint16_t)fw_methane_scale(
      (int16_t)(uint16_t)(inputs->gas_raw - FW_CONFIG(node, ZERO)), FW_CONFIG(node, SPAN));
  watch_change(node, (int16_t)(uint16_t)(FW_LIVE(node, CH4) - (uint16_t)before));
  fault = fault_of(node, inputs);
  judge_reading(node, inputs, fault);
  use_reading(node);
  judge_health(node, fault);
  judge_gas(node);
}

void fw_methane_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  bool gas;

  if ((FW_LIVE(node, M_QUALITY) & MSN_Q_RESTART) != 0) {
    uint16_t warm_s = FW_CONFIG(node, WARM_UP);
    node->as.methane.warm_ds = (uint16_t)((warm_s << 3) + (warm_s << 1)); /* no product on 8051 */
  } else if (methane->warm_ds != 0) {
    node->as.methane.warm_ds--;
  }
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
  if (node->as.methane.air_ds == FW_METHANE_AIR_DS) {
    FW_LIVE(node, M_QUALITY) &= (uint16_t)~MSN_Q_OVER;
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
  if ((FW_LIVE(node, M_QUALITY) & MSN_Q_LOW_SUPPLY) != 0) status |= MSN_ST_LOW_SUPPLY;
  return status;
}
