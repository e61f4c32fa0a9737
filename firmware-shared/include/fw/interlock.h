/* The interlocks of a relay node: which locks its wired inputs demand, and when they go again.
 * Pure: input bits and beats of 100 ms in, lock bits out; it opens and closes nothing itself
 * (fw/switchgear.h does what the locks say).
 *
 * Rules (Chinese practice as handed down in AQ 6201, second-hand, unverified; SPEC.md 8):
 *   methane  a loop reports its trip value: lock at once; goes when the demand is gone
 *   fan      local fan stopped or duct flow too low: lock at once; goes after both were well
 *   fault    an interlocked device is faulty, unpowered or silent: as fan, for power relays only
 *   start    fan stopped while gas > 3.0 %CH4: a fan may not be started before gas < 1.5 %CH4,
 *            or an authorised unlock, which opens the lock for FW_UNLOCK_S and then lapses
 *   power-up all power relays for POWER_UP_LOCK after a boot
 * A relay that feeds a local fan knows the start lock only: ventilation is what makes it safe.
 * An input counts for one whole beat at least, so that a bouncing contact is one demand. */
#ifndef FW_INTERLOCK_H
#define FW_INTERLOCK_H

#include "msn/port.h"

#define FW_UNLOCK_S 60u /* time to start the fan after an unlock; our choice */

enum fw_lock_input { /* fw_node_inputs.locks and CONFIG.LOCKS; 1 = demands */
  FW_LOCK_METHANE = 0x01,  /* methane loop at or above its trip value */
  FW_LOCK_FAN = 0x02,      /* local fan does not run */
  FW_LOCK_DUCT = 0x04,     /* duct flow below its set value */
  FW_LOCK_FAN_GAS = 0x08,  /* gas at the fan over 3.0 %CH4 */
  FW_LOCK_GAS_HIGH = 0x10, /* gas at the fan not below 1.5 %CH4 */
  FW_LOCK_DEVICE = 0x20,   /* an interlocked device is not healthy */
  FW_LOCK_KEY = 0x40       /* unlock key turned (the turning counts, not the position) */
};

enum fw_lock { /* active locks, in the places from which msn_interlock_bit is made cheaply */
  FW_LOCKED_FAN = 0x01,
  FW_LOCKED_FAN_START = 0x02,
  FW_LOCKED_POWER_UP = 0x04,
  FW_LOCKED_METHANE = 0x08,
  FW_LOCKED_FAULT = 0x40
};

enum fw_lock_timer { FW_LEFT_POWER_UP, FW_LEFT_FAN, FW_LEFT_FAULT, FW_LEFT_UNLOCK, FW_LOCK_TIMERS };

struct fw_interlock {
  uint8_t locks;                  /* enum fw_lock; the start lock also while it is unlocked */
  uint8_t demands;                /* inputs seen since the last beat */
  uint8_t left_s[FW_LOCK_TIMERS]; /* before the lock may go; unlock: before it lapses */
};

#ifdef __cplusplus
extern "C" {
#endif

/* A boot knows nothing of the past: every input in `wired` but methane, which has no memory, is
 * taken to have demanded until now. power_up_s 0..254. */
void fw_interlock_init(struct fw_interlock MSN_MEM *il, uint8_t wired, uint8_t power_up_s);
/* Every step: a demand locks at once. `bits`: enum fw_lock_input, those that are wired. */
void fw_interlock_demand(struct fw_interlock MSN_MEM *il, uint8_t bits);
/* Every 100 ms, after fw_interlock_demand of the same bits. `second` at every tenth beat: times
 * in whole seconds are kept at least, and exceeded by 1.1 s at most. steady_s 0..254. */
void fw_interlock_beat(struct fw_interlock MSN_MEM *il, uint8_t bits, uint8_t steady_s,
                       bool second);
/* By authority: the start lock that holds now stands open for FW_UNLOCK_S. Closes nothing. */
void fw_interlock_unlock(struct fw_interlock MSN_MEM *il);
/* enum fw_lock: the locks that hold now. */
uint8_t fw_interlock_active(const struct fw_interlock MSN_MEM *il);
/* The same locks as msn_interlock_bit. */
uint16_t fw_interlock_reasons(uint8_t locks);

#ifdef __cplusplus
}
#endif

#endif
