/* Relay class: interlocks, minimum off time, mutual exclusion with dead time, operation counter.
 * What may not be closed is refused (fw_switchgear_blocked); what must not stay closed is tripped,
 * within the step that sees the demand. Nothing here closes anything. */
#ifndef FW_SWITCHGEAR_H
#define FW_SWITCHGEAR_H

#include "fw/classes.h"
#include "fw/interlock.h"
#include "msn/port.h"

struct fw_switchgear {
  struct fw_interlock interlock;
  uint8_t told;      /* enum fw_lock, as last reported */
  uint8_t beats;     /* of the running second */
  uint8_t off_s[2];  /* before relay n may close again; 0xFF while it is on */
  uint8_t dead_ds;   /* before a relay of the exclusive pair may close */
  fw_op_count op_count; /* changes of a command since boot, modulo 2^16 or 2^8 */
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_switchgear_init(struct fw_node MSN_MEM *node);
void fw_switchgear_step(struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs);
void fw_switchgear_beat(struct fw_node MSN_MEM *node,
                        const struct fw_node_inputs MSN_MEM *inputs);
/* Why relay `index` may not close: locks, MSN_IL_MIN_OFF, MSN_IL_MUTEX. */
fw_reasons fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
/* UNLOCK, as fw_class_secured: msn_sec_status; done if `execute`. */
uint8_t fw_switchgear_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute);
void fw_switchgear_refresh(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
