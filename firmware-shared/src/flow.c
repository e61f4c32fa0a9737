#include "fw/flow.h"

#include <stddef.h>

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
  FREQ_PULSES_MAX = 6553, /* FREQ ends at 6553.5 Hz */
  FILL = 4, /* quarter seconds: a window, and a quarter of it (fw/limit.h) */
  LEAK = 1,
  /* Every 4 minutes: a cell of the ring of five is written every 21, 10^6 times in 40 years. */
  SAVE_WINDOWS = 255
};

void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  uint8_t way = (inputs->pins & FW_PIN_REVERSE) != 0 ? REVERSE : FORWARD;
  MINE.held[way] = (uint16_t)(MINE.held[way] + inputs->pulses);
  if ((inputs->pins & FW_PIN_POWER_FAIL) == 0 && !FW_FLAG(node, reboot)) {
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
  return !FW_P_WITHIN(node, P_MIN_DAPA, P_MAX_DAPA) ||
         !FW_T_WITHIN(node, T_MIN_DDEGC, T_MAX_DDEGC);
}

static uint16_t freq_dhz(const struct fw_node MSN_MEM *node)
{
  return MINE.window > FREQ_PULSES_MAX ? UINT16_MAX : (uint16_t)(MINE.window * 10u);
}

static uint8_t quality(struct fw_node MSN_MEM *node, uint8_t sensor)
{
  uint8_t found = 0;
  if (!MINE.settled) {
    MINE.settled = true;
    return MSN_Q_RESTART;
  }
  if (sensor != MSN_SENSOR_OK ||
      (FW_LOW(node, COMPENSATION) != FW_COMPENSATE_NOT && implausible(node))) {
    found |= MSN_Q_SENSOR_FAULT;
  }
  if (freq_dhz(node) == UINT16_MAX) found |= MSN_Q_OVER;
#if FW_WITH_COMMANDS
  if (node->mode == MSN_MODE_CALIBRATE) found |= MSN_Q_PSEUDO;
  if (node->mode == MSN_MODE_TEST) found |= MSN_Q_FORCED;
#endif
  return found;
}

static bool is_active(const struct fw_node MSN_MEM *node, uint8_t which)
{
  return (MINE.active & which) != 0;
}

/* Once a window: does it speak for the other state? A fault's channel is what the sensor says. */
static void watch(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  uint8_t which, bool towards, int16_t value)
{
  uint8_t delay_ds = FW_LOW(node, F_DEB_ON);
  uint8_t MSN_MEM *spent = &MINE.spent[which >> 1];
  uint8_t code = MSN_EV_ALARM_ON;
  if (!towards) {
    if (*spent != 0) *spent = (uint8_t)(*spent - LEAK);
    return;
  }
  *spent = (uint8_t)(*spent + FILL);
  if (is_active(node, which)) {
    delay_ds = FW_LOW(node, F_DEB_OFF);
    code = MSN_EV_ALARM_OFF;
  }
  if ((uint16_t)(*spent * (uint8_t)5) < (uint16_t)(delay_ds * (uint8_t)2)) {
    return;
  }
  *spent = 0;
  MINE.active ^= which;
  if (which == FW_FLOW_FAULT) {
    code = (uint8_t)(code + MSN_EV_FAULT_ON - MSN_EV_ALARM_ON);
    which = FW_FLOW_SENSOR(inputs);
  }
  fw_report(node, code, which, value);
}

static void close_window(struct fw_node MSN_MEM *node,
                         const struct fw_node_inputs MSN_MEM *inputs)
{
  if (MINE.due) {
    fw_totals_book(node); /* a reply of half a second: better torn than lost */
  }
  MINE.window = fw_totals_window(node);
  MINE.reverse = (MINE.window & 0x8000u) != 0;
  if (MINE.reverse) {
    MINE.window = (uint16_t)-MINE.window;
  }
  FW_NOTE_CLIMATE(node, inputs);
  MINE.quality = quality(node, FW_FLOW_SENSOR(inputs));
  watch(node, inputs, FW_FLOW_FAULT, (MINE.quality != 0) != is_active(node, FW_FLOW_FAULT),
        (int16_t)MINE.quality);
  MINE.ratio = FW_ONE;
  if (MINE.age != SAVE_WINDOWS) {
    MINE.age++;
  } else if (node->reply.head == 0) { /* nothing is held */
    MINE.age = 0;
    MINE.saving = true;
  }
}

/* The law, a step a beat; see fw/flow_law.h. */
static bool compensates(struct fw_node MSN_MEM *node)
{
  return FW_LOW(node, COMPENSATION) != FW_COMPENSATE_NOT && !implausible(node);
}

static void compensate_pressure(struct fw_node MSN_MEM *node)
{
  if (compensates(node)) {
    fw_scale(&MINE.ratio, FW_P_ABS(node), FW_CONFIG(node, P_REF));
  }
}

static void compensate_temperature(struct fw_node MSN_MEM *node)
{
  if (compensates(node)) {
    fw_scale(&MINE.ratio, fw_ckelvin((int16_t)FW_CONFIG(node, T_REF)),
             fw_ckelvin(FW_F_TEMP(node)));
  }
}

#if FW_WITH_ROOT
/* The density stands under it: of an orifice that of the mixture with methane. */
static void take_root(struct fw_node *node, int16_t content_cpct)
{
  uint8_t kind = FW_LOW(node, COMPENSATION);
  if (kind < FW_COMPENSATE_ROOT || implausible(node)) {
    return;
  }
  if (kind == FW_COMPENSATE_ORIFICE) {
    if (FW_CONFIG(node, F_CH4) != 0) {
      content_cpct = (int16_t)FW_CONFIG(node, F_CH4);
    }
    fw_thin(&MINE.ratio, content_cpct);
  }
  fw_root(&MINE.ratio);
}
#define FW_TAKE_ROOT(node, content_cpct) take_root(node, content_cpct)
#else
#define FW_TAKE_ROOT(node, content_cpct) ((void)0)
#endif

static void take_pulses(struct fw_node MSN_MEM *node)
{
  MINE.volume = 0; /* creep of a meter that stands still is no flow and no volume */
  if (freq_dhz(node) >= FW_CONFIG(node, LOW_CUT)) {
    MINE.volume = fw_muldiv(MINE.window, FW_PARTS, FW_AT32(node, FW_CONFIG_AT(K_FACTOR)));
  }
}

static void compute_pure(struct fw_node MSN_MEM *node, int16_t content_cpct)
{
  if (FW_CONFIG(node, F_CH4) != 0) {
    content_cpct = (int16_t)FW_CONFIG(node, F_CH4);
  }
  MINE.ratio = MINE.volume;
  fw_flow_pure(&MINE.ratio, content_cpct);
}

static void show_rates(struct fw_node MSN_MEM *node)
{
  MINE.flow = MINE.volume;
  fw_flow_rate(&MINE.flow);
  MINE.pure_flow = MINE.ratio;
  fw_flow_rate(&MINE.pure_flow);
  MINE.backwards = MINE.reverse;
  MINE.due = true;
}

/* Whole m3/min, of which a low limit must see the ceiling and a high one the floor: then
 * flow <= low and flow >= high are exact in 16 bits. Backwards is 0. */
static int16_t whole_flow(const struct fw_node MSN_MEM *node, uint8_t floor)
{
  uint32_t whole = MINE.flow + floor + 49u;
  if (MINE.backwards) {
    return 0;
  }
  whole = fw_muldiv(1, whole, 100);
  if (whole > INT16_MAX) {
    return INT16_MAX;
  }
  return (int16_t)((uint16_t)whole - floor);
}

static void judge_flow(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                       uint8_t which)
{
  uint8_t high = which >> 1;
  uint16_t limit = FW_AT(node, (uint8_t)(FW_CONFIG_AT(FLOW_LO) + high));
  int16_t value = whole_flow(node, high);
  int16_t inside = (int16_t)(value - (int16_t)limit);
  bool towards = is_active(node, which);
  if (high != 0) inside = (int16_t)-inside;
  if (limit != 0) {
    towards = MINE.quality == 0 &&
              (towards ? inside > (int16_t)FW_CONFIG(node, F_HYST) : inside <= 0);
  }
  watch(node, inputs, which, towards, value);
}

static void compute(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  switch (MINE.beat) {
    case 0: close_window(node, inputs); break;
    case 1: compensate_pressure(node); break;
    case 2: compensate_temperature(node); break;
    case 3: FW_TAKE_ROOT(node, inputs->content_cpct); break;
    case 4: take_pulses(node); break;
    case 5: MINE.volume = fw_muldiv(MINE.volume, MINE.ratio, FW_ONE); break;
    case 6: compute_pure(node, inputs->content_cpct); break;
    case 7: show_rates(node); break;
    case 8: judge_flow(node, inputs, FW_FLOW_LOW); break;
    default: judge_flow(node, inputs, FW_FLOW_HIGH); break;
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
  if (MINE.saving) { /* from beat 0 on, a page on each */
    fw_totals_save_page(node, MINE.beat);
    MINE.saving = MINE.beat != FW_TOTALS_LAST_PAGE;
  }
}

void fw_flow_init(struct fw_node MSN_MEM *node)
{
  fw_totals_load(node);
  MINE.quality = MSN_Q_RESTART;
}

#if FW_WITH_MAC
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
#endif

enum { PURE_FLOW = 4, FLOW = 6, FLOW_AT = 2 * FLOW /* LIVE.FLOW, behind the TOTALS page */ };
#define TOTAL_AT ((int)MSN_R_VOLUME_FWD - (int)MSN_PAGE_TOTALS)
#define AT(member) ((uint8_t)offsetof(struct fw_totals, member))
/* In the order of the TOTALS page; its fifth quantity is not in the record. */
static const uint8_t MSN_CODE quantities[] = {AT(pulses[FORWARD]), AT(pulses[REVERSE]), AT(forward),
                                              AT(reverse), 0, AT(pure)};

uint16_t fw_flow_total(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t quantity = (uint8_t)(offset >> 1);
  uint32_t value;
  if (quantity == PURE_FLOW || quantity == FLOW) {
    value = quantity == FLOW ? MINE.flow : MINE.pure_flow;
    if (MINE.backwards) value = (uint32_t)-value;
  } else {
    value = *(const uint32_t MSN_MEM *)(BYTES + quantities[quantity]);
  }
  return (offset & 1u) != 0 ? MSN_LOW16(value) : MSN_HIGH16(value);
}

static void show(struct fw_node MSN_MEM *node, uint8_t at, uint8_t offset)
{
  msn_put16(MSN_FRAME(&node->line) + FW_LIVE_AT + at, fw_flow_total(node, offset));
}

void fw_flow_refresh(struct fw_node MSN_MEM *node)
{
  show(node, 2 * (int)MSN_R_FLOW, FLOW_AT);
  show(node, 2 * (int)MSN_R_FLOW + 2, FLOW_AT + 1);
  show(node, 2 * (int)MSN_R_TOTAL, TOTAL_AT);
  show(node, 2 * (int)MSN_R_TOTAL + 2, TOTAL_AT + 1);
  FW_SHOW(node, P_ABS, FW_P_ABS(node));
  FW_SHOW(node, F_TEMP, (uint16_t)FW_F_TEMP(node));
  FW_SHOW(node, FREQ, freq_dhz(node));
  FW_SHOW(node, F_QUALITY, MINE.quality);
}

uint8_t fw_flow_status(const struct fw_node MSN_MEM *node)
{
  uint8_t status = 0;
  if ((MINE.active & (FW_FLOW_LOW | FW_FLOW_HIGH)) != 0) status |= MSN_ST_ALARM;
  if ((MINE.active & FW_FLOW_FAULT) != 0) status |= MSN_ST_FAULT;
  return status;
}
