#include "fw/interlock.h"

#include "msn/codes.h"

enum {
  START = FW_LOCK_FAN | FW_LOCK_FAN_GAS,
  METHANE_SHIFT = 2, /* from FW_LOCKED_METHANE to MSN_IL_INPUT */
  HIGH_LOCKS = FW_LOCKED_FAN | FW_LOCKED_FAN_START | FW_LOCKED_POWER_UP
};

void fw_interlock_init(struct fw_interlock MSN_MEM *il, uint8_t wired, uint8_t power_up_s)
{
  if (power_up_s != 0) {
    il->locks = FW_LOCKED_POWER_UP;
    il->left_s[FW_LEFT_POWER_UP] = power_up_s;
  }
  il->demands = FW_LOCK_KEY; /* a key that is turned already is not a turn */
  fw_interlock_demand(il, (uint8_t)(wired & (uint8_t)~FW_LOCK_METHANE));
}

void fw_interlock_demand(struct fw_interlock MSN_MEM *il, uint8_t bits)
{
  if ((bits & (uint8_t)~il->demands & FW_LOCK_KEY) != 0) {
    fw_interlock_unlock(il);
  }
  il->demands |= bits;
  bits = il->demands;
  if ((bits & FW_LOCK_METHANE) != 0) il->locks |= FW_LOCKED_METHANE;
  if ((bits & (FW_LOCK_FAN | FW_LOCK_DUCT)) != 0) il->locks |= FW_LOCKED_FAN;
  if ((bits & START) == START && (il->locks & FW_LOCKED_FAN_START) == 0) {
    il->locks |= FW_LOCKED_FAN_START;
    il->left_s[FW_LEFT_UNLOCK] = 0; /* an unlock was for the lock before, or for none */
  }
  if ((bits & FW_LOCK_DEVICE) != 0) il->locks |= FW_LOCKED_FAULT;
}

static void count_seconds(struct fw_interlock MSN_MEM *il)
{
  uint8_t i;
  for (i = 0; i < FW_LOCK_TIMERS; i++) {
    if (il->left_s[i] != 0) {
      il->left_s[i]--;
    }
  }
}

void fw_interlock_beat(struct fw_interlock MSN_MEM *il, uint8_t bits, uint8_t steady_s,
                       bool second)
{
  uint8_t seen = il->demands;

  il->demands = bits;
  if (second) {
    count_seconds(il);
  }
  steady_s++; /* the running second is not a whole one */
  if ((seen & (FW_LOCK_FAN | FW_LOCK_DUCT)) != 0) il->left_s[FW_LEFT_FAN] = steady_s;
  if ((seen & FW_LOCK_DEVICE) != 0) il->left_s[FW_LEFT_FAULT] = steady_s;

  if ((seen & FW_LOCK_METHANE) == 0) il->locks &= (uint8_t)~FW_LOCKED_METHANE;
  if ((seen & (FW_LOCK_FAN_GAS | FW_LOCK_GAS_HIGH)) == 0) {
    il->locks &= (uint8_t)~FW_LOCKED_FAN_START;
  }
  if (il->left_s[FW_LEFT_FAN] == 0) il->locks &= (uint8_t)~FW_LOCKED_FAN;
  if (il->left_s[FW_LEFT_FAULT] == 0) il->locks &= (uint8_t)~FW_LOCKED_FAULT;
  if (il->left_s[FW_LEFT_POWER_UP] == 0) il->locks &= (uint8_t)~FW_LOCKED_POWER_UP;
}

void fw_interlock_unlock(struct fw_interlock MSN_MEM *il)
{
  il->left_s[FW_LEFT_UNLOCK] = FW_UNLOCK_S + 1u;
}

uint8_t fw_interlock_active(const struct fw_interlock MSN_MEM *il)
{
  uint8_t locks = il->locks;
  if (il->left_s[FW_LEFT_UNLOCK] != 0) {
    locks &= (uint8_t)~FW_LOCKED_FAN_START;
  }
  return locks;
}

uint16_t fw_interlock_reasons(uint8_t locks)
{
  return (uint16_t)((uint16_t)((uint8_t)(locks & HIGH_LOCKS) << 8) |
                    (uint8_t)((uint8_t)((locks & FW_LOCKED_METHANE) >> METHANE_SHIFT) |
                              (uint8_t)(locks & FW_LOCKED_FAULT)));
}
