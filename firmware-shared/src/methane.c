#include "fw/methane.h"

#include "parts.h"

#define UNUSABLE (MSN_Q_SENSOR_FAULT | MSN_Q_OVER | MSN_Q_UNDER)
enum { MS_PER_DS = 100, SPAN_SHIFT = 12, SPAN_HALF = 1 << (SPAN_SHIFT - 1) };

void fw_methane_init(struct fw_methane MSN_MEM *methane)
{
  methane->raw = 0;
  methane->reading_cpct = 0;
  methane->peak_cpct = 0;
  methane->quality = MSN_Q_RESTART;
  methane->over_latched = false;
  fw_limit_init(&methane->warn);
  fw_limit_init(&methane->alarm);
  fw_limit_init(&methane->cutoff);
  fw_limit_init(&methane->fault);
}

int16_t fw_methane_scale(uint16_t raw, int16_t zero, uint16_t span)
{
  int16_t counts = (int16_t)(uint16_t)(raw - (uint16_t)zero);
  int32_t cpct = ((int32_t)counts * (int32_t)span + SPAN_HALF) >> SPAN_SHIFT;
  if (cpct > INT16_MAX) {
    return INT16_MAX;
  }
  return cpct < INT16_MIN ? INT16_MIN : (int16_t)cpct;
}

static void convert(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint16_t quality = 0;

  methane->raw = inputs->gas_raw;
  methane->reading_cpct = fw_methane_scale(inputs->gas_raw, (int16_t)FW_CONFIG(node, ZERO),
                                           FW_CONFIG(node, SPAN));
  if ((inputs->pins & FW_PIN_SENSOR_FAULT) != 0) {
    quality |= MSN_Q_SENSOR_FAULT;
  }
  if (methane->reading_cpct <= (int16_t)FW_CONFIG(node, RANGE_LO)) {
    quality |= MSN_Q_UNDER;
  }
  if (methane->reading_cpct >= (int16_t)FW_CONFIG(node, RANGE_HI) && quality == 0 &&
      !methane->over_latched) {
    methane->over_latched = true;
    fw_report(node, MSN_EV_OVER_RANGE, 0, methane->reading_cpct);
  }
  if (methane->over_latched) {
    quality |= MSN_Q_OVER;
  }
  methane->quality = quality;
  if (quality == 0 && methane->reading_cpct > methane->peak_cpct) {
    methane->peak_cpct = methane->reading_cpct;
  }
}

/* One limit of the gas; `on_event` is followed by its off-event in the code list. */
static void judge(struct fw_node MSN_MEM *node, struct fw_limit MSN_MEM *limit, uint8_t on_event,
                  int16_t set, int16_t release, uint16_t elapsed_ms)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint8_t band = (uint8_t)fw_band_high(methane->reading_cpct, set, release);

  /* A reading that is not valid keeps what is; over-range is gas for certain. */
  if ((methane->quality & MSN_Q_OVER) != 0) {
    band = FW_BAND_SET;
  } else if (methane->quality != 0) {
    band = FW_BAND_BETWEEN;
  }
  if (fw_limit_step(limit, (enum fw_band)band, (uint16_t)(FW_CONFIG(node, DEB_ON) * MS_PER_DS),
                    (uint16_t)(FW_CONFIG(node, DEB_OFF) * MS_PER_DS), elapsed_ms)) {
    fw_report(node, limit->active ? on_event : (uint8_t)(on_event + 1u), 0, methane->reading_cpct);
  }
}

static void judge_health(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  bool unusable = (methane->quality & UNUSABLE) != 0;

  if (fw_limit_step(&methane->fault, unusable ? FW_BAND_SET : FW_BAND_RELEASE,
                    (uint16_t)(FW_CONFIG(node, DEB_ON) * MS_PER_DS),
                    (uint16_t)(FW_CONFIG(node, DEB_OFF) * MS_PER_DS), elapsed_ms)) {
    fw_report(node, methane->fault.active ? MSN_EV_FAULT_ON : MSN_EV_FAULT_OFF, 0,
             (int16_t)methane->quality);
  }
}

void fw_methane_sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                       uint16_t elapsed_ms)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  int16_t hyst = (int16_t)FW_CONFIG(node, HYST);
  int16_t warn = (int16_t)FW_CONFIG(node, WARN);
  int16_t alarm = (int16_t)FW_CONFIG(node, ALARM);

  convert(node, inputs);
  judge_health(node, elapsed_ms);
  judge(node, &methane->warn, MSN_EV_WARN_ON, warn, (int16_t)(warn - hyst), elapsed_ms);
  judge(node, &methane->alarm, MSN_EV_ALARM_ON, alarm, (int16_t)(alarm - hyst), elapsed_ms);
  judge(node, &methane->cutoff, MSN_EV_CUTOFF_ON, (int16_t)FW_CONFIG(node, CUTOFF),
        (int16_t)FW_CONFIG(node, RESTORE), elapsed_ms);
}

bool fw_methane_demands_trip(const struct fw_methane MSN_MEM *methane)
{
  return methane->cutoff.active || methane->fault.active;
}

uint8_t fw_methane_blocked(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint8_t reasons = 0;

  if (methane->quality != 0 || methane->fault.active) {
    reasons |= MSN_IL_FAULT;
  }
  if (methane->cutoff.active || methane->reading_cpct >= (int16_t)FW_CONFIG(node, RESTORE)) {
    reasons |= MSN_IL_INPUT;
  }
  return reasons;
}

void fw_methane_attended(struct fw_node MSN_MEM *node)
{
  struct fw_methane MSN_MEM *methane = &node->as.methane;
  if (methane->reading_cpct < (int16_t)FW_CONFIG(node, RESTORE)) {
    methane->over_latched = false;
  }
}

static uint8_t level(const struct fw_node MSN_MEM *node)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  uint8_t latched = node->relays.on != fw_relays_all(node) ? MSN_LEVEL_LATCHED : 0;

  if (methane->cutoff.active) {
    return (uint8_t)(MSN_LEVEL_CUTOFF | latched);
  }
  if (methane->alarm.active) {
    return (uint8_t)(MSN_LEVEL_ALARM | latched);
  }
  return (uint8_t)((methane->warn.active ? MSN_LEVEL_WARN : MSN_LEVEL_NORMAL) | latched);
}

static uint16_t relay_register(const struct fw_node MSN_MEM *node)
{
  uint8_t on = node->relays.on;
  uint8_t low = (uint8_t)(on | (uint8_t)(on << 4));
  uint8_t high = node->relays.feedback;
  if (on != fw_relays_all(node)) {
    high |= 0x10u;
  }
  return (uint16_t)((uint16_t)(high << 8) | low);
}

uint16_t fw_methane_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  const struct fw_methane MSN_MEM *methane = &node->as.methane;
  switch (offset) {
    case MSN_R_CH4: return (uint16_t)methane->reading_cpct;
    case MSN_R_M_QUALITY: return methane->quality;
    case MSN_R_M_TEMP: return (uint16_t)node->temp_ddegc;
    case MSN_R_M_VBAT: return node->supply_mv;
    case MSN_R_M_LEVEL: return level(node);
    case MSN_R_M_ADC: return methane->raw;
    case MSN_R_M_PEAK: return (uint16_t)methane->peak_cpct;
    case MSN_R_M_RELAY: return relay_register(node);
    default: return 0;
  }
}

uint8_t fw_methane_status(const struct fw_methane MSN_MEM *methane)
{
  uint8_t status = 0;
  if (methane->alarm.active) status |= MSN_ST_ALARM;
  if (methane->warn.active) status |= MSN_ST_WARNING;
  if (methane->cutoff.active) status |= MSN_ST_CUTOFF;
  if (methane->fault.active) status |= MSN_ST_FAULT;
  return status;
}
