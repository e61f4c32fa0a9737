#include "fw/relays.h"

#include "parts.h"

void fw_relays_init(struct fw_relays MSN_MEM *relays)
{
  relays->on = 0;
  relays->feedback = 0;
  relays->contact = 0;
  relays->mismatch = 0;
  relays->differing = 0;
  relays->scan_ms = 0;
  relays->differs_ms = 0;
  relays->cause = MSN_CAUSE_BOOT;
}

uint8_t fw_relays_all(const struct fw_node MSN_MEM *node)
{
  return (uint8_t)((1u << node->setup->n_relays) - 1u);
}

void fw_relays_trip(struct fw_node MSN_MEM *node, uint8_t mask, uint8_t cause)
{
  struct fw_relays MSN_MEM *relays = &node->relays;
  if ((relays->on & mask) == 0) {
    return;
  }
  relays->on = (uint8_t)(relays->on & ~mask);
  relays->cause = cause;
  fw_report(node, MSN_EV_COMMANDED, cause, (int16_t)relays->on);
}

void fw_relays_close(struct fw_node MSN_MEM *node, uint8_t index)
{
  struct fw_relays MSN_MEM *relays = &node->relays;
  relays->on = (uint8_t)(relays->on | (uint8_t)(1u << index));
  node->status = (uint16_t)(node->status & ~MSN_ST_SUP_TRIPPED);
  fw_report(node, MSN_EV_COMMANDED, MSN_CAUSE_NONE, (int16_t)relays->on);
}

static void read_contacts(struct fw_node MSN_MEM *node, uint8_t contacts)
{
  struct fw_relays MSN_MEM *relays = &node->relays;
  if (contacts == relays->contact && contacts != relays->feedback) {
    relays->feedback = contacts;
    fw_report(node, MSN_EV_FEEDBACK, 0, (int16_t)contacts);
  }
  relays->contact = contacts;
}

static void compare(struct fw_node MSN_MEM *node, uint8_t timeout_ds, uint8_t elapsed_ms)
{
  struct fw_relays MSN_MEM *relays = &node->relays;
  uint8_t differing = (uint8_t)(relays->on ^ relays->feedback);

  if (differing != relays->differing) {
    relays->differing = differing;
    relays->differs_ms = 0;
  }
  if (differing == relays->mismatch) {
    return;
  }
  relays->differs_ms = (uint16_t)(relays->differs_ms + elapsed_ms);
  if (differing == 0 || relays->differs_ms >= (uint16_t)(timeout_ds * 100u)) {
    relays->mismatch = differing;
    fw_report(node, MSN_EV_FB_MISMATCH, 0, (int16_t)differing);
  }
}

void fw_relays_step(struct fw_node MSN_MEM *node, uint8_t contacts, uint8_t timeout_ds,
                    uint16_t elapsed_ms)
{
  struct fw_relays MSN_MEM *relays = &node->relays;
  uint16_t scan_ms = (uint16_t)(relays->scan_ms + elapsed_ms);

  if (scan_ms < FW_CONTACT_SCAN_MS) {
    relays->scan_ms = (uint8_t)scan_ms;
    return;
  }
  relays->scan_ms = 0;
  read_contacts(node, (uint8_t)(contacts & fw_relays_all(node)));
  compare(node, timeout_ds, scan_ms > UINT8_MAX ? UINT8_MAX : (uint8_t)scan_ms);
}

uint8_t fw_relays_blocked(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint8_t reasons = fw_class_blocked(node, index);
  if ((node->pins & FW_PIN_INTERLOCK) != 0) {
    reasons |= MSN_IL_INPUT;
  }
  if ((node->relays.mismatch >> index & 1u) != 0) {
    reasons |= MSN_IL_FB_MISMATCH;
  }
  if (fw_supervision_lost(node)) {
    reasons |= MSN_IL_SUP_LATCH;
  }
  return reasons;
}
