/* What the node answers for each register. */
#include "msn/pack.h"
#include "parts.h"

#define CAPS_NONE 0u

uint16_t fw_status(const struct fw_node MSN_MEM *node)
{
  uint16_t status = (uint16_t)(node->status | fw_class_status(node));
  if (node->command.left_ms != 0) status |= MSN_ST_SELECTED;
  if (node->events.overflow) status |= MSN_ST_EV_OVERFLOW;
  if ((node->pins & FW_PIN_REMOTE) == 0) status |= MSN_ST_LOCAL;
  if (node->relays.mismatch != 0) status |= MSN_ST_FAULT;
  return status;
}

static uint16_t live(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case MSN_R_TAG: return node->poll_tag;
    case MSN_R_STATUS: return fw_status(node);
    case MSN_R_EV_HEAD: return node->events.head;
    case MSN_R_EV_TAIL: return node->events.tail;
    case MSN_R_UPTIME_MS: return msn_high16(node->uptime_ms);
    case MSN_R_UPTIME_MS + 1: return msn_low16(node->uptime_ms);
    case MSN_R_BOOT_ID: return node->boot_id;
    case MSN_R_CFG_CRC: return node->config_crc;
    default: return fw_class_live(node, offset);
  }
}

static uint16_t identity(const struct fw_node MSN_MEM *node, uint16_t address)
{
  switch (address) {
    case MSN_R_MAGIC: return MSN_MAGIC;
    case MSN_R_PROFILE: return MSN_PROFILE_1_0;
    case MSN_R_CLASS: return node->setup->node_class;
    case MSN_R_HW: return node->setup->hardware;
    case MSN_R_FW: return FW_VERSION;
    case MSN_R_SERIAL: return msn_high16(node->setup->serial);
    case MSN_R_SERIAL + 1: return msn_low16(node->setup->serial);
    case MSN_R_CAPS: return CAPS_NONE;
    case MSN_R_MAX_REQ: return MSN_MAX_REQ;
    case MSN_R_EV_DEPTH: return MSN_EVENT_DEPTH;
    case MSN_R_LIVE_LEN: return MSN_LEN_LIVE;
    case MSN_R_CFG_LEN: return MSN_LEN_CONFIG;
    case MSN_R_N_RELAYS: return node->setup->n_relays;
    case MSN_R_RESET_CAUSE: return node->reset_cause;
    default: return 0;
  }
}

static uint16_t diagnosis(const struct fw_node MSN_MEM *node, uint16_t address)
{
  switch (address) {
    case MSN_R_RX_OK: return node->rx_good;
    case MSN_R_CRC_ERR: return node->rtu.bad;
    case MSN_R_EXCEPTIONS: return node->exceptions;
    case MSN_R_OVERRUN: return node->rtu.overrun;
    case MSN_R_EV_LOST: return node->events.lost;
    case MSN_R_AUTH_FAIL: return node->command.failures;
    case MSN_R_SUP_TRIPS: return node->supervision_trips;
    case MSN_R_VCC: return node->supply_mv;
    case MSN_R_LOOP_MAX: return node->slowest_ms;
    case MSN_R_LAST_EXC: return node->last_exception;
    default: return 0;
  }
}

uint16_t fw_register(const struct fw_node MSN_MEM *node, uint16_t address)
{
  uint8_t offset = (uint8_t)address;

  switch ((uint8_t)(address >> 8)) {
    case MSN_PAGE_LIVE >> 8:
      return offset < MSN_LEN_LIVE ? live(node, offset)
                                   : fw_events_register(&node->events,
                                                        (uint8_t)(offset - MSN_PAGE_EVENT));
    case MSN_PAGE_IDENTITY >> 8: return identity(node, address);
    case MSN_PAGE_DIAG >> 8: return diagnosis(node, address);
    case MSN_PAGE_SEC_RSP >> 8:
      return fw_command_register(node, (uint8_t)(offset - (uint8_t)MSN_PAGE_SEC_RSP));
    default: return node->config[offset];
  }
}
