/* Relay class: minimum off time, mutual exclusion, operation counter. */
#ifndef FW_SWITCHGEAR_H
#define FW_SWITCHGEAR_H

#include "msn/port.h"

struct fw_switchgear {
  uint32_t off_ms[2]; /* since relay n opened; saturates */
  uint8_t was_on;
};

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

void fw_switchgear_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms);
/* MSN_IL_MIN_OFF and MSN_IL_MUTEX of relay `index`. */
uint8_t fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
void fw_switchgear_refresh(struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
