/* Factory configurations and what a valid one is. The limits are those of a longwall face in the
 * Chinese table (alarm 1.0, cut-off 1.5, restore below 1.0 %CH4; second-hand source, unverified
 * against the edition in force). A site brings its own. */
#include <stddef.h>

#include "msn/crc16.h"
#include "parts.h"
#include "staged.h"

#define AT(name) ((int)MSN_R_##name - (int)MSN_PAGE_CONFIG)
#define VALUE(name) FW_IN_PAGE(config, AT(name))

#if FW_WITH_FACTORY
/* Register `at`, as a signed number, lies in min..max. */
struct range {
  uint8_t at;
  int16_t min;
  int16_t max;
};
#if FW_WITH_METHANE
/* Register `low` is at most register `high`, or `below` it. */
struct order {
  uint8_t low;
  uint8_t high;
  bool below;
};
#endif

static bool in_ranges(const uint16_t MSN_PAGE_MEM *config, const struct range MSN_CODE *range,
                      uint8_t count)
{
  for (; count != 0; count--, range++) {
    int16_t value = (int16_t)FW_IN_PAGE(config, range->at);
    if (value < range->min || value > range->max) {
      return false;
    }
  }
  return true;
}

#if FW_WITH_METHANE
static bool in_order(const uint16_t MSN_PAGE_MEM *config, const struct order MSN_CODE *order,
                     uint8_t count)
{
  for (; count != 0; count--, order++) {
    int16_t low = (int16_t)FW_IN_PAGE(config, order->low);
    int16_t high = (int16_t)FW_IN_PAGE(config, order->high);
    if (low > high || (low == high && order->below)) {
      return false;
    }
  }
  return true;
}
#endif

#define LENGTH(table) ((uint8_t)(sizeof(table) / sizeof((table)[0])))

enum {
  CONFIG_VERSION = 1,
  SUPERVISION_MAX_S = FW_WITH_SUPERVISION ? 3600 : 0,
  RELAY_BITS = 3,
  RELAY_MAX_S = 250, /* of its times, s and 0.1 s: bytes, with room for one more */
  LOCK_BITS = 0x7F, /* enum fw_lock_input */
  START_LOCKS = FW_LOCK_FAN | FW_LOCK_GAS_HIGH,
  DELAY_MAX_DS = 255, /* fits a byte: the 8051 multiplies bytes */
  /* Methane cut-off within 2 s of the crossing (AQ 6201, second-hand): delay and two samples. */
  CUTOFF_MAX_DS = 10,
  K_MIN = 1000, /* a pulse per m3 */
#if FW_WITH_ROOT
  COMPENSATION_MAX = 3
#else
  COMPENSATION_MAX = 1 /* a meter that needs the root is refused */
#endif
};

/* Order of the registers as in msn/regs.def (C++ has no array designators): 0 to 15. */
#if FW_WITH_METHANE
static const uint16_t MSN_CODE methane_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 0 /* supervision off: it guards without a host */, RELAY_BITS,
    0 /* s of warm-up */, 80, 100, 150, 100 /* WARN, ALARM, CUTOFF, RESTORE */, 10 /* HYST */,
    2, 10 /* delays 0.1 s */,
    0, 4096 /* a digital sensor: counts are 0.01 %CH4 */, 500, (uint16_t)-50 /* RANGE */, 20};

static const struct range MSN_CODE methane_ranges[] = {
    {AT(WARM_UP), 0, 3600},        {AT(RESTORE), 1, INT16_MAX},
    {AT(HYST), 0, INT16_MAX},      /* and with it, by their order, the limits */
    {AT(DEB_ON), 0, CUTOFF_MAX_DS}, {AT(DEB_OFF), 0, DELAY_MAX_DS},
    {AT(ZERO), -FW_GAS_ZERO_MAX, FW_GAS_ZERO_MAX},
    {AT(SPAN), 0, INT16_MAX},      {AT(RANGE_LO), INT16_MIN, -1},
    {AT(M_FB_TIMEOUT), 1, DELAY_MAX_DS}};
static const struct order MSN_CODE methane_orders[] = {{AT(HYST), AT(WARN), true},
                                                       {AT(WARN), AT(ALARM), true},
                                                       {AT(ALARM), AT(CUTOFF), false},
                                                       {AT(RESTORE), AT(CUTOFF), false},
                                                       {AT(CUTOFF), AT(RANGE_HI), true}};

static bool methane_valid(const uint16_t MSN_PAGE_MEM *config)
{
  return in_ranges(config, methane_ranges, LENGTH(methane_ranges)) &&
         in_order(config, methane_orders, LENGTH(methane_orders)) &&
         fw_methane_scale((int16_t)(FW_GAS_COUNTS_MAX - (int16_t)VALUE(ZERO)), VALUE(SPAN)) >=
             (int16_t)VALUE(CUTOFF);
}
#endif

#if FW_WITH_FLOW
static const uint16_t MSN_CODE flow_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 0, 0, 1 /* linear compensation */,
    0, 10000 /* K: 10 pulses per m3 */, 200, 10132 /* 20.0 degC, 101.32 kPa */, 5 /* 0.5 Hz */,
    0, 0 /* LO and HI: off until a site sets them */, 20, 20 /* delays 0.1 s */, 0, 0, 0};

static const struct range MSN_CODE flow_ranges[] = {
    {AT(COMPENSATION), 0, COMPENSATION_MAX}, {AT(T_REF), -400, 850},       {AT(P_REF), 3000, 13000},
    {AT(LOW_CUT), 0, INT16_MAX}, {AT(FLOW_LO), 0, INT16_MAX},  {AT(FLOW_HI), 0, INT16_MAX},
    {AT(F_HYST), 0, INT16_MAX},  {AT(F_DEB_ON), 0, DELAY_MAX_DS}, {AT(F_DEB_OFF), 0, DELAY_MAX_DS}};

static bool flow_valid(const uint16_t MSN_PAGE_MEM *config)
{
  if (!in_ranges(config, flow_ranges, LENGTH(flow_ranges)) ||
      (VALUE(K_FACTOR) == 0 && FW_IN_PAGE(config, AT(K_FACTOR) + 1) < K_MIN)) {
    return false;
  }
  /* Release values must not cross: LO + HYST below HI - HYST. */
  return VALUE(FLOW_HI) == 0 ||
         (VALUE(FLOW_HI) > VALUE(FLOW_LO) &&
          (uint16_t)(VALUE(FLOW_HI) - VALUE(FLOW_LO) - 1u) >> 1 >= VALUE(F_HYST));
}
#endif

#if FW_WITH_RELAY
static const uint16_t MSN_CODE relay_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 30 /* s of supervision */, RELAY_BITS, 0 /* no fan */,
    RELAY_BITS /* FAILSAFE */,
    20 /* contacts 0.1 s */, 2 /* s minimum off */, 0 /* MUTEX */, 1 /* 0.1 s dead time */,
    FW_LOCK_METHANE, 10 /* s fan steady; our choice */, 60 /* s power-up lock: AQ 6201,
    second-hand */, 0, 0, 0, 0};

static const struct range MSN_CODE relay_ranges[] = {{AT(FAILSAFE), RELAY_BITS, RELAY_BITS},
                                                    {AT(FB_TIMEOUT), 1, DELAY_MAX_DS},
                                                    {AT(FAN_RELAYS), 0, RELAY_BITS},
                                                    {AT(MIN_OFF), 0, RELAY_MAX_S},
                                                    {AT(MUTEX), 0, 1},
                                                    {AT(DEAD_TIME), 0, RELAY_MAX_S},
                                                    {AT(LOCKS), 0, LOCK_BITS},
                                                    {AT(FAN_STEADY), 0, RELAY_MAX_S},
                                                    {AT(POWER_UP_LOCK), 0, RELAY_MAX_S}};

/* Neither the host's silence nor a fault may stop a local fan; over 3.0 % says nothing without the
 * fan's state, and without the release value the start lock would go at 3.0 %. */
static bool relay_sound(const uint16_t MSN_PAGE_MEM *config)
{
  uint8_t locks = (uint8_t)VALUE(LOCKS);
  return ((uint8_t)VALUE(FAN_RELAYS) & (uint8_t)VALUE(SUP_RELAY_MASK)) == 0 &&
         ((locks & FW_LOCK_FAN_GAS) == 0 || (locks & START_LOCKS) == START_LOCKS);
}

static bool relay_valid(const uint16_t MSN_PAGE_MEM *config)
{
  return in_ranges(config, relay_ranges, LENGTH(relay_ranges)) && relay_sound(config);
}
#endif

const uint16_t MSN_CODE *fw_default_config(uint8_t node_class)
{
  switch (node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return methane_default;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return flow_default;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return relay_default;
#endif
    default: return NULL;
  }
}

static const struct range MSN_CODE common_ranges[] = {
    {AT(CFG_VERSION), CONFIG_VERSION, CONFIG_VERSION},
    {AT(SUP_TIMEOUT), 0, SUPERVISION_MAX_S},
    {AT(SUP_RELAY_MASK), 0, RELAY_BITS}};

bool fw_config_valid(uint8_t node_class, const uint16_t MSN_PAGE_MEM *config)
{
  if (!in_ranges(config, common_ranges, LENGTH(common_ranges))) {
    return false;
  }
  switch (node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return methane_valid(config);
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return flow_valid(config);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return relay_valid(config);
#endif
    default: return false;
  }
}

#ifndef FW_TAKE
#define FW_TAKE(node, config) take(node, config)
static void take(struct fw_node *node, const uint16_t *config)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    node->page[i] = config[i];
  }
}
#endif

#endif

#if FW_STAGES
uint16_t fw_crc16_word(uint16_t crc, uint16_t value)
{
  return msn_crc16_push(msn_crc16_push(crc, (uint8_t)(value >> 8)), (uint8_t)value);
}
#endif

uint16_t fw_page_crc(const uint16_t MSN_PAGE_MEM *config)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    uint16_t value = FW_IN_PAGE(config, i);
    crc = fw_crc16_word(crc, value);
  }
  return crc;
}

#if FW_STAGES
static uint8_t staged_fits(struct fw_node MSN_MEM *node)
{
  return fw_config_valid(FW_SETUP(node)->node_class, FW_STAGED(node)) ? MSN_SEC_OK
                                                                      : MSN_SEC_OUT_OF_RANGE;
}

static void take_staged(struct fw_node MSN_MEM *node)
{
  FW_TAKE_STAGED(node);
  FW_FLAG(node, factory) = false;
  FW_FLAG(node, spoiled) = false;
  FW_NOTE_CONFIG_CRC(node);
}

static uint8_t commit(struct fw_node MSN_MEM *node)
{
  uint8_t status = MSN_SEC_HW_ERROR; /* what is in force stays */
  if (fw_bank_keep(node)) {
    take_staged(node);
    fw_bank_turn(node);
    status = MSN_SEC_OK;
  }
  FW_STAGE_WHAT_IS(node);
  return status;
}

/* Executed right after it was judged. */
uint8_t fw_config_commit(struct fw_node MSN_MEM *node, bool execute)
{
  uint8_t status;
  FW_LOOK_AT_STAGED(node, true);
  status = execute ? commit(node) : staged_fits(node);
  FW_LOOK_AT_STAGED(node, false);
  return status;
}
#endif

#if FW_WITH_FACTORY
enum { FACTORY_VALUES, COMMIT_LOST }; /* of event 02 */

#if FW_STAGES
/* A commit outlives what was provisioned. */
static void recall(struct fw_node MSN_MEM *node)
{
  uint8_t found;
  FW_LOOK_AT_STAGED(node, true);
  found = fw_bank_recall(node);
  if (found == FW_BANK_WHOLE) {
    if (staged_fits(node) == MSN_SEC_OK) {
      take_staged(node);
    } else {
      found = FW_BANK_SPOILED;
    }
    fw_bank_turn(node);
  }
  FW_STAGE_WHAT_IS(node);
  if (found == FW_BANK_SPOILED) {
    FW_FLAG(node, spoiled) = true;
    fw_report(node, MSN_EV_CONFIG_DEFAULT, 0, COMMIT_LOST);
  }
  FW_LOOK_AT_STAGED(node, false);
}
#endif

void fw_config_load(struct fw_node MSN_MEM *node, const uint16_t MSN_CODE *config)
{
  FW_TAKE(node, config);
  if (!fw_config_valid(FW_SETUP(node)->node_class, config)) {
    FW_FLAG(node, factory) = true;
    if (MSN_SMALL || fw_default_config(FW_SETUP(node)->node_class) != NULL) {
      FW_TAKE(node, fw_default_config(FW_SETUP(node)->node_class));
    } /* else a class of another program (no 8051 image knows more than its own): it is inert */
    fw_report(node, MSN_EV_CONFIG_DEFAULT, 0, FACTORY_VALUES);
  }
  FW_NOTE_CONFIG_CRC(node);
#if FW_STAGES
  recall(node);
#endif
}
#endif
