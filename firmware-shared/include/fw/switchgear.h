/* Relay class: minimum off time, mutual exclusion, operation counter. */
#ifndef FW_SWITCHGEAR_H
#define FW_SWITCHGEAR_H

#include "fw/classes.h"
#include "msn/port.h"

struct fw_switchgear {
  uint16_t off_ds[2]; /* since relay n opened; saturates */
  uint16_t operations;
  uint8_t was_on;
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_switchgear_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                        msn_ms elapsed_ms);
void fw_switchgear_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
/* MSN_IL_MIN_OFF and MSN_IL_MUTEX of relay `index`. */
fw_reasons fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
void fw_switchgear_refresh(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
