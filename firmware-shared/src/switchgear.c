#include "fw/switchgear.h"

#include "parts.h"

enum { MUTEX_0_1 = 1 };

void fw_switchgear_init(struct fw_switchgear MSN_MEM *switchgear)
{
  switchgear->off_ms[0] = 0;
  switchgear->off_ms[1] = 0;
  switchgear->was_on = 0;
  switchgear->operations = 0;
}

static void count(struct fw_switchgear MSN_MEM *switchgear, uint8_t index, bool on,
                  uint16_t elapsed_ms)
{
  uint32_t MSN_MEM *off_ms = &switchgear->off_ms[index];
  bool was_on = (switchgear->was_on >> index & 1u) != 0;

  if (on != was_on) {
    switchgear->operations++;
  }
  if (on) {
    *off_ms = 0;
  } else if (*off_ms < UINT32_MAX - elapsed_ms) {
    *off_ms += elapsed_ms;
  }
}

void fw_switchgear_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  struct fw_switchgear MSN_MEM *switchgear = &node->as.switchgear;
  count(switchgear, 0, (node->relays.on & 1u) != 0, elapsed_ms);
  count(switchgear, 1, (node->relays.on & 2u) != 0, elapsed_ms);
  switchgear->was_on = node->relays.on;
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

static uint8_t interlock(const struct fw_node MSN_MEM *node)
{
  uint8_t reasons = fw_relays_blocked(node, 0);
  if (node->setup->n_relays > 1) {
    reasons |= fw_relays_blocked(node, 1);
  }
  if ((node->pins & FW_PIN_REMOTE) == 0) {
    reasons |= MSN_IL_LOCAL;
  }
  return reasons;
}

uint16_t fw_switchgear_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case MSN_R_COMMANDED:
    case MSN_R_COIL: return node->relays.on;
    case MSN_R_FEEDBACK: return node->relays.feedback;
    case MSN_R_INTERLOCK: return interlock(node);
    case MSN_R_SUP_LEFT: return fw_supervision_left_s(node);
    case MSN_R_OP_COUNT: return node->as.switchgear.operations;
    case MSN_R_TRIP_CAUSE: return node->relays.cause;
    case MSN_R_R_QUALITY: return 0;
    default: return 0;
  }
}
