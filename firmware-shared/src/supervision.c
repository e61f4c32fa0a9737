/* The node's view of its host: a tagged poll says it lives. Its return closes nothing. */
#include "parts.h"

bool fw_supervision_lost(const struct fw_node MSN_MEM *node)
{
  uint16_t timeout_s = FW_CONFIG(node, SUP_TIMEOUT);
  return timeout_s != 0 && node->unpolled_s >= timeout_s;
}

void fw_supervision_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms)
{
  uint8_t mask = (uint8_t)FW_CONFIG(node, SUP_RELAY_MASK);

  if (FW_CONFIG(node, SUP_TIMEOUT) == 0 || fw_supervision_lost(node)) {
    return;
  }
  node->unpolled_ms = (uint16_t)(node->unpolled_ms + elapsed_ms);
  if (node->unpolled_ms < 1000u) {
    return;
  }
  node->unpolled_ms = (uint16_t)(node->unpolled_ms - 1000u);
  node->unpolled_s++;
  if (fw_supervision_lost(node)) {
    node->status |= MSN_ST_SUP_TRIPPED;
    FW_DIAG(node, SUP_TRIPS)++;
    fw_report(node, MSN_EV_SUP_LOST, 0, (int16_t)mask);
    fw_relays_trip(node, mask, MSN_CAUSE_SUPERVISION);
  }
}

void fw_supervision_polled(struct fw_node MSN_MEM *node)
{
  if (fw_supervision_lost(node)) {
    fw_report(node, MSN_EV_SUP_BACK, 0, 0);
  }
  node->unpolled_s = 0;
  node->unpolled_ms = 0;
}
