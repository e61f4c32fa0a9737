#include "fw/flow.h"

#include "fw/muldiv.h"
#include "fw/nvm.h"
#include "msn/crc16.h"
#include "msn/pack.h"
#include "parts.h"

/* 1 m3 = 655360 parts of 0.1 m3 / 2^16; K is in 0.001 pulses per m3. */
#define PARTS_OF_A_PULSE_AT_K1 655360000u
/* parts a second to 0.01 m3/min: 60 * 100 / 655360. */
#define RATE_MUL 75u
#define RATE_DIV 8192u
#define ONE 0x10000000u /* of a ratio, 2^28 */

enum {
  CKELVIN_AT_0C = 27315, /* 0.01 K */
  /* What compensation believes: 300 to 1320 hPa and -40 to +85 degC, the range of the usual
   * absolute pressure sensors (unverified for this mine). Outside it is a sensor fault. */
  P_MIN_DAPA = 3000,
  P_MAX_DAPA = 13200,
  T_MIN_DDEGC = -400,
  T_MAX_DDEGC = 850,
  WINDOW_BEATS = 10,
  WINDOW_UNITS = WINDOW_BEATS * FW_LIMIT_BEAT,
  FREQ_PULSES_MAX = 6553, /* FREQ ends at 6553.5 Hz */
  ALL_CPCT = 10000,
  RECORD = 32,
  LAST_PAGE = 3,
  /* Every 4 minutes: a cell of the ring of five is written every 21, 10^6 times in 40 years. */
  SAVE_WINDOWS = 255
};
enum { NO_COMPENSATION, LINEAR, SQUARE_ROOT };
enum { FORWARD, REVERSE };
enum { VOLUME = 2, PURE = 4 }; /* of fw_totals.sum; .part begins at VOLUME */
enum { LOW_CHANNEL = 1, HIGH_CHANNEL = 2 };

#define BYTES ((uint8_t MSN_MEM *)&TOTALS)
#define MINE FW_FLOW(node)
#define TOTALS MINE.totals

static void clear_totals(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < RECORD; i++) {
    BYTES[i] = 0;
  }
}

/* A record is read where it will be used. */
static bool read_record(struct fw_node MSN_MEM *node, uint8_t at)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  if (!fw_nvm_read(node, at, BYTES, RECORD)) {
    return false;
  }
  for (i = 0; i < RECORD - 2; i++) {
    crc = msn_crc16_push(crc, BYTES[i]);
  }
  return crc == TOTALS.crc;
}

static void load(struct fw_node MSN_MEM *node)
{
  uint8_t at = FW_NVM_TOTALS;
  uint16_t newest = 0;
  MINE.slot = 0;
  do {
    if (read_record(node, at) &&
        (MINE.slot == 0 || (uint16_t)(TOTALS.seq - newest) < 0x8000u)) {
      MINE.slot = at;
      newest = TOTALS.seq;
    }
    at = (uint8_t)(at + RECORD);
  } while (at != 0);
  if (MINE.slot == 0 || !read_record(node, MINE.slot)) {
    clear_totals(node);
  }
}

/* Page by page, so that a beat waits for one at most. The CRC comes last: a record that is cut short
 * is none, and the one before it stands. */
static void save_page(struct fw_node MSN_MEM *node, uint8_t page)
{
  uint8_t at = (uint8_t)(page * FW_NVM_PAGE);
  uint8_t end = page == LAST_PAGE ? RECORD - 2 : (uint8_t)(at + FW_NVM_PAGE);
  uint8_t i;
  if (page == 0) {
    MINE.slot = (uint8_t)(MINE.slot + RECORD);
    if (MINE.slot < FW_NVM_TOTALS) {
      MINE.slot = FW_NVM_TOTALS;
    }
    TOTALS.pending = MINE.counted;
    TOTALS.seq++;
    TOTALS.crc = MSN_CRC_START;
  }
  for (i = at; i != end; i++) {
    TOTALS.crc = msn_crc16_push(TOTALS.crc, BYTES[i]);
  }
  fw_nvm_write(node, (uint8_t)(MINE.slot + at), BYTES + at, FW_NVM_PAGE);
}

static void save(struct fw_node MSN_MEM *node)
{
  uint8_t page;
  for (page = 0; page <= LAST_PAGE; page++) {
    save_page(node, page);
  }
  MINE.saving = false;
}

static void release_held(struct fw_node MSN_MEM *node)
{
  TOTALS.sum[FORWARD] += MINE.held[FORWARD];
  TOTALS.sum[REVERSE] += MINE.held[REVERSE];
  MINE.held[FORWARD] = 0;
  MINE.held[REVERSE] = 0;
}

static void add_parts(struct fw_node MSN_MEM *node, uint8_t which, uint32_t parts)
{
  parts += TOTALS.part[which]; /* no overflow: a second's parts are far below 2^32 */
  TOTALS.part[which] = MSN_LOW16(parts);
  TOTALS.sum[VOLUME + which] += MSN_HIGH16(parts);
}

static void book(struct fw_node MSN_MEM *node)
{
  if (MINE.window < 0) {
    add_parts(node, REVERSE, MINE.volume);
  } else {
    add_parts(node, FORWARD, MINE.volume);
    add_parts(node, PURE - VOLUME, MINE.ratio);
  }
  MINE.counted = (int16_t)(MINE.counted - MINE.window);
  MINE.due = false;
}

/* What is being told or saved stands still. */
static void settle(struct fw_node MSN_MEM *node)
{
  if (node->reply.head == 0 && !MINE.saving) {
    release_held(node);
    if (MINE.due) {
      book(node);
    }
  }
}

void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  if ((inputs->pins & FW_PIN_REVERSE) != 0) {
    MINE.held[REVERSE] = (uint16_t)(MINE.held[REVERSE] + inputs->pulses);
    MINE.counted = (int16_t)(uint16_t)((uint16_t)MINE.counted - inputs->pulses);
  } else {
    MINE.held[FORWARD] = (uint16_t)(MINE.held[FORWARD] + inputs->pulses);
    MINE.counted = (int16_t)(uint16_t)((uint16_t)MINE.counted + inputs->pulses);
  }
  if ((inputs->pins & FW_PIN_POWER_FAIL) == 0) {
    MINE.saved = false;
  } else if (!MINE.saved) {
    MINE.saved = true;
    release_held(node);
    save(node);
  }
  settle(node);
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
      (FW_LOW(node, COMPENSATION) != NO_COMPENSATION && implausible(node))) {
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
    book(node); /* a reply of half a second: better torn than lost */
  }
  MINE.window = MINE.counted;
  MINE.ratio = ONE;
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

/* The root of the ratio by Newton: after the first step, which is free, four are exact to 1e-8. */
static void approach_root(struct fw_node MSN_MEM *node)
{
  MINE.volume = (MINE.volume + fw_muldiv(ONE, MINE.ratio, MINE.volume)) >> 1;
}

static void compute_volume(struct fw_node MSN_MEM *node)
{
  uint32_t k = MSN_JOIN32(FW_CONFIG(node, K_FACTOR), FW_AT(node, FW_CONFIG_AT(K_FACTOR) + 1));
  if (MINE.freq_dhz < FW_CONFIG(node, LOW_CUT)) {
    MINE.volume = 0; /* creep of a meter that stands still is no flow and no volume */
    return;
  }
  MINE.volume = fw_muldiv(window_pulses(node), PARTS_OF_A_PULSE_AT_K1, k);
  MINE.volume = fw_muldiv(MINE.volume, MINE.ratio, ONE);
}

static void compute_pure(struct fw_node MSN_MEM *node, int16_t content_cpct)
{
  if (FW_CONFIG(node, F_CH4) != 0) {
    content_cpct = (int16_t)FW_CONFIG(node, F_CH4);
  }
  if (content_cpct < 0) content_cpct = 0;
  if (content_cpct > ALL_CPCT) content_cpct = ALL_CPCT;
  MINE.ratio = fw_muldiv(MINE.volume, (uint16_t)content_cpct, ALL_CPCT);
  MINE.due = true;
}

static uint32_t rate(const struct fw_node MSN_MEM *node, uint32_t parts)
{
  uint32_t value = fw_muldiv(parts, RATE_MUL, RATE_DIV);
  return MINE.window < 0 ? (uint32_t)(0u - value) : value;
}

static void compute_rates(struct fw_node MSN_MEM *node)
{
  MINE.flow = (int32_t)rate(node, MINE.volume);
  MINE.pure_flow = (int32_t)rate(node, MINE.ratio);
}

/* Whole m3/min, of which a low limit must see the ceiling and a high one the floor: then flow <= low
 * and flow >= high are exact in 16 bits. Backwards is 0. */
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
      if (compensates(node, LINEAR)) {
        MINE.ratio = fw_muldiv(ONE, MINE.p_abs_dapa, FW_CONFIG(node, P_REF));
        MINE.ratio = fw_muldiv(
            MINE.ratio, (uint16_t)(CKELVIN_AT_0C + (int16_t)FW_CONFIG(node, T_REF) * 10),
            (uint16_t)(CKELVIN_AT_0C + MINE.temp_ddegc * 10));
      }
      MINE.volume = (ONE + MINE.ratio) >> 1;
      break;
    case 2:
    case 3:
    case 4:
      approach_root(node);
      approach_root(node);
      break;
    case 5:
      if (compensates(node, SQUARE_ROOT)) {
        MINE.ratio = MINE.volume;
      }
      compute_volume(node);
      break;
    case 6: compute_pure(node, inputs->content_cpct); break;
    case 7: compute_rates(node); break;
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
  settle(node);
  if (MINE.saving && MINE.beat <= LAST_PAGE) {
    save_page(node, MINE.beat);
    MINE.saving = MINE.beat != LAST_PAGE;
  }
}

void fw_flow_init(struct fw_node MSN_MEM *node)
{
  load(node);
  MINE.counted = TOTALS.pending;
  MINE.quality = MSN_Q_RESTART;
}

uint8_t fw_flow_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute)
{
  if (function != MSN_FN_TOTAL_RESET) {
    return MSN_SEC_NOT_SUPPORTED;
  }
  if (execute) {
    uint16_t seq = TOTALS.seq;
    clear_totals(node);
    TOTALS.seq = seq;
    MINE.held[FORWARD] = 0;
    MINE.held[REVERSE] = 0;
    MINE.counted = 0;
    MINE.window = 0;
    MINE.due = false;
    MINE.beat = 0; /* a new window begins, and nothing of the old one is booked */
    MINE.settled = false;
    save(node);
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
