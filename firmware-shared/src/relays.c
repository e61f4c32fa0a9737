#include "fw/relays.h"

#include "parts.h"

uint8_t fw_relays_all(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)((1u << FW_RELAYS(node)) - 1u);
}

void fw_relays_trip(struct fw_node MSN_MEM *node, uint8_t mask, uint8_t cause)
{
  node->command.left_ds = 0; /* who wants it off outweighs who selected it before */
  if ((node->relays.on & mask) == 0) {
    return;
  }
  node->relays.on = (uint8_t)(node->relays.on & ~mask);
  node->relays.cause = cause;
  fw_report(node, MSN_EV_COMMANDED, cause, (int16_t)node->relays.on);
}

void fw_relays_close(struct fw_node MSN_MEM *node, uint8_t index)
{
  node->relays.on = (uint8_t)(node->relays.on | FW_BIT(index));
  FW_FLAG(node, sup_tripped) = false;
  fw_report(node, MSN_EV_COMMANDED, MSN_CAUSE_NONE, (int16_t)node->relays.on);
}

void fw_relays_step(struct fw_node MSN_MEM *node, uint8_t contacts, msn_ms elapsed_ms)
{
  node->relays.scan_ms = (msn_ms)(node->relays.scan_ms + elapsed_ms);
  if (node->relays.scan_ms < FW_CONTACT_SCAN_MS) {
    return;
  }
  node->relays.scan_ms = 0;
  contacts &= FW_ALL_RELAYS(node);
  if (contacts == node->relays.contact && contacts != node->relays.feedback) {
    node->relays.feedback = contacts;
    fw_report(node, MSN_EV_FEEDBACK, 0, (int16_t)contacts);
  }
  node->relays.contact = contacts;
}

void fw_relays_beat(struct fw_node MSN_MEM *node)
{
  uint8_t differing = (uint8_t)(node->relays.on ^ node->relays.feedback);

  if (differing != node->relays.differing) {
    node->relays.differing = differing;
    node->relays.differs_ds = 0;
  } else if (differing != node->relays.mismatch) {
    node->relays.differs_ds++;
  }
  if (differing != node->relays.mismatch &&
      (differing == 0 || node->relays.differs_ds >= fw_class_contact_ds(node))) {
    node->relays.mismatch = differing;
    fw_report(node, MSN_EV_FB_MISMATCH, 0, (int16_t)differing);
  }
}

fw_reasons fw_relays_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  fw_reasons reasons = fw_class_blocked(node, index);
  if ((node->pins & FW_LOOP_PIN(node)) != 0) {
    reasons |= MSN_IL_INPUT;
  }
  if ((node->relays.mismatch & FW_BIT(index)) != 0) {
    reasons |= MSN_IL_FB_MISMATCH;
  }
  if (FW_FLAG(node, host_lost) && (FW_LOW(node, SUP_RELAY_MASK) & FW_BIT(index)) != 0) {
    reasons |= MSN_IL_SUP_LATCH;
  }
#if FW_WITH_MODES
  if (node->mode == MSN_MODE_CALIBRATE) {
    reasons |= MSN_IL_CALIBRATION;
  }
#endif
  return reasons;
}

fw_reasons fw_relays_reasons(const struct fw_node MSN_MEM *node, uint8_t index)
{
  fw_reasons reasons = fw_relays_blocked(node, index);
  if ((node->pins & FW_PIN_REMOTE) == 0) {
    reasons |= MSN_IL_LOCAL;
  }
  return reasons;
}
