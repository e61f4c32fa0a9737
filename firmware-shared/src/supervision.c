/* The node's view of its host: a tagged poll says it lives. Its return closes nothing. */
#include "parts.h"

void fw_supervision_beat(struct fw_node MSN_MEM *node)
{
  fw_timeout timeout_s = (fw_timeout)FW_CONFIG(node, SUP_TIMEOUT);

  if (timeout_s == 0 || FW_FLAG(node, host_lost)) {
    return;
  }
  node->unpolled_ds++;
  if (node->unpolled_ds < 10) {
    return;
  }
  node->unpolled_ds = 0;
  node->unpolled_s++;
  if (node->unpolled_s >= timeout_s) {
    uint8_t mask = FW_LOW(node, SUP_RELAY_MASK);
    FW_FLAG(node, host_lost) = true;
    FW_FLAG(node, sup_tripped) = true;
    FW_COUNT(node, SUP_TRIPS);
    fw_report(node, MSN_EV_SUP_LOST, 0, (int16_t)mask);
    fw_relays_trip(node, mask, MSN_CAUSE_SUPERVISION);
  }
}

void fw_supervision_polled(struct fw_node MSN_MEM *node)
{
  if (FW_FLAG(node, host_lost)) {
    FW_FLAG(node, host_lost) = false;
    fw_report(node, MSN_EV_SUP_BACK, 0, 0);
  }
  node->unpolled_s = 0;
  node->unpolled_ds = 0;
}
