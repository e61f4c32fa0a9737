/* What the node answers for each register. */
#include "msn/pack.h"
#include "parts.h"

uint16_t fw_status(const struct fw_node MSN_MEM *node)
{
  uint16_t status = (uint16_t)(node->status | fw_class_status(node));
  if (node->command.left_ms != 0) status |= MSN_ST_SELECTED;
  if (node->overflow) status |= MSN_ST_EV_OVERFLOW;
  if ((node->pins & FW_PIN_REMOTE) == 0) status |= MSN_ST_LOCAL;
  if (node->relays.mismatch != 0) status |= MSN_ST_FAULT;
  return status;
}

void fw_refresh(struct fw_node MSN_MEM *node)
{
  FW_LIVE(node, STATUS) = fw_status(node);
  node->live[MSN_R_UPTIME_MS] = MSN_HIGH16(node->uptime_ms);
  node->live[MSN_R_UPTIME_MS + 1] = MSN_LOW16(node->uptime_ms);
  FW_DIAG(node, CRC_ERR) = node->line.bad;
  FW_DIAG(node, OVERRUN) = node->line.overrun;
  fw_class_refresh(node);
}

uint16_t fw_config(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  return node->config[offset];
}

#define ID(name) ((int)MSN_R_##name - (int)MSN_PAGE_IDENTITY)

static uint16_t identity(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case ID(MAGIC): return MSN_MAGIC;
    case ID(PROFILE): return MSN_PROFILE_1_0;
    case ID(CLASS): return FW_SETUP(node)->node_class;
    case ID(HW): return FW_SETUP(node)->hardware;
    case ID(FW): return FW_VERSION;
    case ID(SERIAL): return MSN_HIGH16(FW_SETUP(node)->serial);
    case ID(SERIAL) + 1: return MSN_LOW16(FW_SETUP(node)->serial);
    case ID(MAX_REQ): return MSN_MAX_REQ;
    case ID(EV_DEPTH): return MSN_EVENT_DEPTH;
    case ID(LIVE_LEN): return MSN_LEN_LIVE;
    case ID(CFG_LEN): return MSN_LEN_CONFIG;
    case ID(N_RELAYS): return FW_SETUP(node)->n_relays;
    case ID(RESET_CAUSE): return node->reset_cause;
    default: return 0; /* no key, no capability of CAPS, image CRC not computed */
  }
}

uint16_t fw_register(const struct fw_node MSN_MEM *node, uint16_t address)
{
  uint8_t offset = (uint8_t)address;

  switch ((uint8_t)(address >> 8)) {
    case MSN_PAGE_LIVE >> 8:
      return offset < MSN_LEN_LIVE ? node->live[offset]
                                   : fw_event_register(node, (uint8_t)(offset - MSN_LEN_LIVE));
    case MSN_PAGE_IDENTITY >> 8: return identity(node, offset);
    case MSN_PAGE_DIAG >> 8: return node->diag[offset];
    case MSN_PAGE_SEC_RSP >> 8:
      return fw_command_register(node, (uint8_t)(offset - (uint8_t)MSN_PAGE_SEC_RSP));
    default: return fw_config(node, offset);
  }
}
