#include "fw/switchgear.h"

#include "parts.h"

enum { MUTEX_0_1 = 1 };

static void count(struct fw_node MSN_MEM *node, uint8_t index, bool on)
{
  uint16_t MSN_MEM *off_ds = &node->as.switchgear.off_ds[index];
  if (on) {
    *off_ds = 0;
  } else if (*off_ds != UINT16_MAX) {
    (*off_ds)++;
  }
}

void fw_switchgear_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                        msn_ms elapsed_ms)
{
  uint8_t changed = (uint8_t)(node->relays.on ^ node->as.switchgear.was_on);
  (void)inputs;
  (void)elapsed_ms;
  node->as.switchgear.operations =
      (uint16_t)(node->as.switchgear.operations + (changed & 1u) + (changed >> 1));
  node->as.switchgear.was_on = node->relays.on;
}

void fw_switchgear_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs)
{
  (void)inputs;
  count(node, 0, (node->relays.on & 1u) != 0);
  count(node, 1, (node->relays.on & 2u) != 0);
}

fw_reasons fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t other = index == 0 ? 2 : 1;
  uint8_t live = (uint8_t)(node->relays.on | node->relays.feedback);
  fw_reasons reasons = 0;

  if ((node->relays.on >> index & 1u) == 0 &&
      node->as.switchgear.off_ds[index] < (uint16_t)(FW_CONFIG(node, MIN_OFF) * 10u)) {
    reasons |= MSN_IL_MIN_OFF;
  }
  if ((FW_CONFIG(node, MUTEX) & MUTEX_0_1) != 0 && (live & other) != 0) {
    reasons |= MSN_IL_MUTEX;
  }
  return reasons;
}

static uint16_t interlock(const struct fw_node MSN_MEM *node, uint8_t index)
{
  fw_reasons reasons = 0;
  if (index < FW_SETUP(node)->n_relays) {
    reasons = fw_relays_blocked(node, index);
    if ((node->pins & FW_PIN_REMOTE) == 0) {
      reasons |= MSN_IL_LOCAL;
    }
  }
  return reasons;
}

static uint16_t supervision_left_s(const struct fw_node MSN_MEM *node)
{
  uint16_t timeout_s = FW_CONFIG(node, SUP_TIMEOUT);
  return timeout_s != 0 ? (uint16_t)(timeout_s - node->unpolled_s) : 0;
}

void fw_switchgear_refresh(struct fw_node MSN_MEM *node)
{
  FW_SHOW(node, COMMANDED, node->relays.on);
  FW_SHOW(node, COIL, node->relays.on);
  FW_SHOW(node, FEEDBACK, node->relays.feedback);
  FW_SHOW(node, INTERLOCK, interlock(node, 0));
  FW_SHOW(node, INTERLOCK_1, interlock(node, 1));
  FW_SHOW(node, SUP_LEFT, supervision_left_s(node));
  FW_SHOW(node, OP_COUNT, node->as.switchgear.operations);
  FW_SHOW(node, TRIP_CAUSE, node->relays.cause);
}
