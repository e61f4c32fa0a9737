/* The node's view of its host: a tagged poll says it lives. Its return closes nothing. */
#include "parts.h"

static uint32_t timeout_ms(const struct fw_node MSN_MEM *node)
{
  return (uint32_t)FW_CONFIG(node, SUP_TIMEOUT) * 1000u;
}

bool fw_supervision_lost(const struct fw_node MSN_MEM *node)
{
  return FW_CONFIG(node, SUP_TIMEOUT) != 0 && node->unpolled_ms >= timeout_ms(node);
}

void fw_supervision_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  uint8_t mask;

  if (FW_CONFIG(node, SUP_TIMEOUT) == 0 || fw_supervision_lost(node)) {
    return;
  }
  node->unpolled_ms += elapsed_ms;
  if (!fw_supervision_lost(node)) {
    return;
  }
  mask = (uint8_t)FW_CONFIG(node, SUP_RELAY_MASK);
  node->status |= MSN_ST_SUP_TRIPPED;
  node->supervision_trips++;
  fw_report(node, MSN_EV_SUP_LOST, 0, (int16_t)mask);
  fw_relays_trip(node, mask, MSN_CAUSE_SUPERVISION);
}

void fw_supervision_polled(struct fw_node MSN_MEM *node)
{
  if (fw_supervision_lost(node)) {
    fw_report(node, MSN_EV_SUP_BACK, 0, 0);
  }
  node->unpolled_ms = 0;
}

uint16_t fw_supervision_left_s(const struct fw_node MSN_MEM *node)
{
  if (FW_CONFIG(node, SUP_TIMEOUT) == 0 || fw_supervision_lost(node)) {
    return 0;
  }
  return (uint16_t)((timeout_ms(node) - node->unpolled_ms + 999u) / 1000u);
}
