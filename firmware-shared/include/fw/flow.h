/* Flow: pulses to reference volume. Not in the 8051 images (64-bit products). */
#ifndef FW_FLOW_H
#define FW_FLOW_H

#include "fw/limit.h"
#include "msn/port.h"

#define FW_FLOW_WINDOW_BEATS 10 /* of the rate */

struct fw_flow {
  uint64_t volume_mm3; /* 1e-6 m3, at T_REF, P_REF */
  uint32_t pulses;     /* since the last sample */
  uint8_t beats;
  int32_t flow_cm3pm;  /* 0.01 m3/min at T_REF, P_REF */
  struct fw_limit low;
  struct fw_limit high;
  struct fw_limit fault;
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_flow_init(struct fw_node MSN_MEM *node);
void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  msn_ms elapsed_ms);
void fw_flow_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
void fw_flow_refresh(struct fw_node MSN_MEM *node);
uint8_t fw_flow_status(const struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
