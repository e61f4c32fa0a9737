#include "fw/switchgear.h"

#include "parts.h"

enum {
  BOTH = 3,
  IS_ON = 0xFF, /* in off_s: above any time */
  BEATS_OF_SECOND = 10
};

#define SELF(node) (&(node)->as.switchgear)
/* That of the other relay. */
#define OTHER_BIT(index) ((uint8_t)(2u - (index)))

/* The relays that an interlock may trip: those that feed no fan. */
static uint8_t power_relays(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)(FW_ALL_RELAYS(node) & (uint8_t)~FW_LOW(node, FAN_RELAYS));
}

/* Those that CONFIG says are wired. The methane loop may come as a pin of its own, but not on the
 * boards of the 8051. */
static uint8_t demands_of(const struct fw_node MSN_MEM *node,
                          const struct fw_node_inputs MSN_MEM *inputs)
{
  uint8_t locks = inputs->locks;
#if !MSN_SMALL
  if ((inputs->pins & FW_PIN_INTERLOCK) != 0) {
    locks |= FW_LOCK_METHANE;
  }
#endif
  return (uint8_t)(locks & FW_LOW(node, LOCKS));
}

void fw_switchgear_init(struct fw_node MSN_MEM *node)
{
  fw_interlock_init(&SELF(node)->interlock, FW_LOW(node, LOCKS), FW_LOW(node, POWER_UP_LOCK));
  SELF(node)->told = SELF(node)->interlock.locks; /* the boot event says it */
  SELF(node)->off_s[0] = FW_LOW(node, MIN_OFF);
  SELF(node)->off_s[1] = FW_LOW(node, MIN_OFF);
  SELF(node)->dead_ds = 1; /* the contacts are not known yet */
}

static uint8_t cause(uint8_t locks)
{
  if ((locks & FW_LOCKED_METHANE) != 0) return MSN_CAUSE_INTERLOCK;
  if ((locks & FW_LOCKED_FAN) != 0) return MSN_CAUSE_FAN;
  return MSN_CAUSE_FAULT;
}

/* A new lock trips even where all is open: that ends a selection. An old one trips whatever is
 * found closed, so that no way to close goes round it. */
static void obey(struct fw_node MSN_MEM *node)
{
  uint8_t locks = fw_interlock_active(&SELF(node)->interlock);
  uint8_t power = power_relays(node);
  uint8_t fresh = (uint8_t)(locks & (uint8_t)~SELF(node)->told);

  if (locks != SELF(node)->told) {
    SELF(node)->told = locks;
    fw_report(node, MSN_EV_INTERLOCK, FW_NO_CHANNEL, (int16_t)fw_interlock_reasons(locks));
  }
  if ((node->relays.on & power) != 0) {
    fresh = locks;
  }
  if ((fresh & (uint8_t)~FW_LOCKED_FAN_START) != 0) {
    fw_relays_trip(node, power, cause(locks));
  }
#if !MSN_SMALL /* whose configuration does not change while it runs */
  if (FW_LOW(node, MUTEX) != 0 && node->relays.on == BOTH) {
    fw_relays_trip(node, BOTH, MSN_CAUSE_FAULT); /* a commit made two directions of them */
  }
#endif
}

/* Whole seconds on a second that runs already: one more, so that it is never too short. */
static uint8_t off_time_s(const struct fw_node MSN_MEM *node)
{
  uint8_t off_s = FW_LOW(node, MIN_OFF);
  return off_s != 0 ? (uint8_t)(off_s + 1u) : 0u;
}

static void follow(struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t MSN_MEM *off_s = &SELF(node)->off_s[index];
  uint8_t next_s = IS_ON;

  if ((node->relays.on & FW_BIT(index)) == 0) {
    if (*off_s != IS_ON) {
      return;
    }
    next_s = off_time_s(node);
  }
  if (next_s != *off_s) {
    *off_s = next_s;
    SELF(node)->op_count++;
  }
}

/* Power on one side or the other; a contact that was seen once counts. */
static uint8_t live_sides(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)(node->relays.on | node->relays.feedback | node->relays.contact);
}

void fw_switchgear_step(struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs)
{
  fw_interlock_demand(&SELF(node)->interlock, demands_of(node, inputs));
  obey(node);
  follow(node, 0);
  follow(node, 1);
  if (live_sides(node) != 0) {
    SELF(node)->dead_ds = (uint8_t)(FW_LOW(node, DEAD_TIME) + 1u);
  }
}

static void count_second(struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t MSN_MEM *off_s = &SELF(node)->off_s[index];
  if (*off_s != 0 && *off_s != IS_ON) {
    (*off_s)--;
  }
}

void fw_switchgear_beat(struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs)
{
  bool second = false;

  if (SELF(node)->dead_ds != 0) {
    SELF(node)->dead_ds--;
  }
  SELF(node)->beats++;
  if (SELF(node)->beats == BEATS_OF_SECOND) {
    SELF(node)->beats = 0;
    second = true;
    count_second(node, 0);
    count_second(node, 1);
  }
  fw_interlock_beat(&SELF(node)->interlock, demands_of(node, inputs), FW_LOW(node, FAN_STEADY),
                    second);
}

fw_reasons fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t locks = fw_interlock_active(&SELF(node)->interlock);
  uint8_t wait = SELF(node)->off_s[index]; /* not 0: it is too early */
  uint8_t reasons = 0;

  if ((power_relays(node) & FW_BIT(index)) != 0) {
    locks &= (uint8_t)~FW_LOCKED_FAN_START;
  } else {
    locks &= FW_LOCKED_FAN_START;
  }
  if (FW_LOW(node, MUTEX) != 0) {
    if ((live_sides(node) & OTHER_BIT(index)) != 0) {
      reasons = MSN_IL_MUTEX;
    } else {
      wait |= SELF(node)->dead_ds;
    }
  }
  if (wait != 0 && SELF(node)->off_s[index] != IS_ON) {
    reasons |= MSN_IL_MIN_OFF;
  }
  return (fw_reasons)(fw_interlock_reasons(locks) | reasons);
}

#if FW_WITH_MAC
uint8_t fw_switchgear_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute)
{
  if (function != MSN_FN_UNLOCK) {
    return MSN_SEC_NOT_SUPPORTED;
  }
  if ((fw_interlock_active(&SELF(node)->interlock) & FW_LOCKED_FAN_START) == 0) {
    return MSN_SEC_ALREADY;
  }
  if (execute) {
    fw_interlock_unlock(&SELF(node)->interlock);
  }
  return MSN_SEC_OK;
}
#endif

static fw_reasons shown(const struct fw_node MSN_MEM *node, uint8_t index)
{
  return index < FW_RELAYS(node) ? fw_relays_reasons(node, index) : 0;
}

static uint16_t supervision_left_s(const struct fw_node MSN_MEM *node)
{
  fw_timeout timeout_s = (fw_timeout)FW_CONFIG(node, SUP_TIMEOUT);
  return timeout_s != 0 ? (fw_timeout)(timeout_s - node->unpolled_s) : 0;
}

void fw_switchgear_refresh(struct fw_node MSN_MEM *node)
{
  FW_SHOW(node, COMMANDED, node->relays.on);
  FW_SHOW(node, COIL, node->relays.on);
  FW_SHOW(node, FEEDBACK, node->relays.feedback);
  FW_SHOW(node, INTERLOCK, shown(node, 0));
  FW_SHOW(node, SUP_LEFT, supervision_left_s(node));
  FW_SHOW(node, OP_COUNT, SELF(node)->op_count);
  FW_SHOW(node, TRIP_CAUSE, node->relays.cause);
  FW_SHOW(node, INTERLOCK_1, shown(node, 1));
}
