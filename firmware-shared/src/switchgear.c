#include "fw/switchgear.h"

#include "parts.h"

enum { MUTEX_0_1 = 1 };

static void count(struct fw_node MSN_MEM *node, uint8_t index, bool on, uint16_t elapsed_ms)
{
  uint32_t MSN_MEM *off_ms = &node->as.switchgear.off_ms[index];
  bool was_on = (node->as.switchgear.was_on >> index & 1u) != 0;

  if (on != was_on) {
    FW_LIVE(node, OP_COUNT)++;
  }
  if (on) {
    *off_ms = 0;
  } else if (*off_ms < UINT32_MAX - elapsed_ms) {
    *off_ms += elapsed_ms;
  }
}

void fw_switchgear_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  count(node, 0, (node->relays.on & 1u) != 0, elapsed_ms);
  count(node, 1, (node->relays.on & 2u) != 0, elapsed_ms);
  node->as.switchgear.was_on = node->relays.on;
}

uint8_t fw_switchgear_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t other = index == 0 ? 2 : 1;
  uint8_t live = (uint8_t)(node->relays.on | node->relays.feedback);
  uint8_t reasons = 0;

  if ((node->relays.on >> index & 1u) == 0 &&
      node->as.switchgear.off_ms[index] < (uint32_t)FW_CONFIG(node, MIN_OFF) * 1000u) {
    reasons |= MSN_IL_MIN_OFF;
  }
  if ((FW_CONFIG(node, MUTEX) & MUTEX_0_1) != 0 && (live & other) != 0) {
    reasons |= MSN_IL_MUTEX;
  }
  return reasons;
}

static uint16_t interlock(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t reasons = 0;
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
  FW_LIVE(node, COMMANDED) = node->relays.on;
  FW_LIVE(node, COIL) = node->relays.on;
  FW_LIVE(node, FEEDBACK) = node->relays.feedback;
  FW_LIVE(node, INTERLOCK) = interlock(node, 0);
  FW_LIVE(node, INTERLOCK_1) = interlock(node, 1);
  FW_LIVE(node, SUP_LEFT) = supervision_left_s(node);
  FW_LIVE(node, TRIP_CAUSE) = node->relays.cause;
}
