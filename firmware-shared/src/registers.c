/* What the node answers for each register. */
#include "parts.h"
#include "proof.h"
#include "staged.h"

uint16_t fw_status(const struct fw_node MSN_MEM *node)
{
  uint8_t low = fw_class_status(node);
  uint8_t high = 0;
  if (FW_FLAG(node, sup_tripped)) low |= MSN_ST_SUP_TRIPPED;
  if (FW_FLAG(node, restarted)) high |= MSN_ST_RESTART >> 8;
#if FW_WITH_FACTORY
  if (FW_FLAG(node, factory)) high |= MSN_ST_DEFAULT_CONFIG >> 8;
#endif
#if FW_STAGES
  if (FW_FLAG(node, spoiled)) high |= MSN_ST_DEFAULT_CONFIG >> 8;
#endif
  if (FW_FLAG(node, overflow)) high |= MSN_ST_EV_OVERFLOW >> 8;
#if FW_WITH_MODES
  if (node->mode == MSN_MODE_CALIBRATE) low |= MSN_ST_CALIBRATION;
  if (node->mode == MSN_MODE_TEST) low |= MSN_ST_TEST;
#endif
#if FW_WITH_COMMANDS
  if (node->command.left_ds != 0) high |= MSN_ST_SELECTED >> 8;
#endif
#if FW_WITH_RELAYS
  if (node->relays.mismatch != 0) low |= MSN_ST_FAULT;
  if ((node->pins & FW_PIN_REMOTE) == 0) high |= MSN_ST_LOCAL >> 8;
#endif
  return (uint16_t)((uint16_t)(high << 8) | low);
}

#define TAG_AT 11 /* of the tag in the FC23 request, which lies where the answer is made */

/* LIVE into the frame: it is one moment, so it is made at once. */
void fw_refresh(struct fw_node MSN_MEM *node)
{
  FW_SHOW_TAG(node);
  FW_SHOW(node, STATUS, fw_status(node));
  FW_SHOW(node, EV_HEAD, node->head_seq);
  FW_SHOW(node, EV_TAIL, (uint16_t)(node->head_seq - node->pending + 1u));
  FW_SHOW_UPTIME(node);
  FW_SHOW(node, BOOT_ID, (uint16_t)FW_BOOT_ID(node));
  FW_SHOW(node, CFG_CRC, FW_CONFIG_CRC(node));
  fw_class_refresh(node);
}

#if FW_COUNTS_BOOTS
#define FW_CAPS_BOOTS(node) (FW_FLAG(node, counted) ? MSN_CAP_NVM_BOOTS : 0)
#else
#define FW_CAPS_BOOTS(node) 0
#endif

#if !FW_WITH_MAC
#define FW_CAPS(node) (MSN_TINY ? MSN_CAP_SMALL : 0)
#elif MSN_SMALL /* who counts boots has the memory in which a page is staged */
#define FW_CAPS(node) \
  (FW_FLAG(node, counted) ? fw_caps_mac(node) | MSN_CAP_NVM_BOOTS : fw_caps_mac(node) & MSN_CAP_MAC)
#else
#define FW_CAPS(node)                                                                \
  (fw_caps_mac(node) | (FW_SETUP(node)->level != 0 ? MSN_CAP_STAGED_CONFIG : 0) |   \
   FW_CAPS_BOOTS(node) |                                                             \
   (FW_ATTESTS(node) ? (int)MSN_CAP_RESULT_MAC | (int)MSN_CAP_ATTEST : 0))
#endif

#define ID(name) ((int)MSN_R_##name - (int)MSN_PAGE_IDENTITY)

static uint16_t identity(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case ID(MAGIC): return MSN_MAGIC;
    case ID(PROFILE): return MSN_PROFILE_1_0;
    case ID(CLASS): return FW_SETUP(node)->node_class;
    case ID(HW): return FW_PLATE16(node, hardware);
    case ID(FW): return FW_VERSION;
    case ID(SERIAL): return FW_SERIAL_HIGH(node);
    case ID(SERIAL) + 1: return FW_SERIAL_LOW(node);
    case ID(CAPS): return FW_CAPS(node);
    case ID(MAX_REQ): return MSN_MAX_REQ;
    case ID(EV_DEPTH): return MSN_EVENT_DEPTH;
    case ID(N_RELAYS): return FW_SETUP(node)->n_relays;
    case ID(KEY_ID): return FW_PLATE16(node, key_id);
    case ID(RESET_CAUSE): return FW_RESET_CAUSE(node);
    case ID(IMAGE_CRC): return FW_PLATE16(node, image_crc);
    default: return MSN_LEN_LIVE; /* LIVE_LEN, and CFG_LEN is the same */
  }
}

#if FW_WITH_DIAG
#define DIAG(name) ((int)MSN_R_##name - (int)MSN_PAGE_DIAG)

/* The counters of the node, in the order of the registers; FW_TALLIES: not counted. */
static const uint8_t MSN_CODE tallies[MSN_LEN_DIAG] = {
    FW_TALLY_RX_OK, FW_TALLIES, FW_TALLY_EXCEPTIONS, FW_TALLIES, FW_TALLY_EV_LOST,
    FW_TALLY_AUTH_FAIL, FW_TALLY_SUP_TRIPS, FW_TALLIES, FW_TALLIES, FW_TALLIES,
    FW_TALLY_LOOP_MAX, FW_TALLY_LAST_EXC};

static uint16_t diagnosis(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  uint8_t tally = tallies[offset];
  if (tally < FW_TALLIES_KEPT) {
    return node->tally[tally];
  }
  switch (offset) {
    case DIAG(CRC_ERR): return node->line.bad;
    case DIAG(OVERRUN): return node->line.overrun;
    case DIAG(VCC): return FW_SUPPLY(node);
#if FW_COUNTS_BOOTS
    case DIAG(BOOTS): return FW_FLAG(node, counted) ? (uint16_t)FW_BOOT_ID(node) : 0;
#endif
    default: return 0;
  }
}
#endif

uint16_t fw_register(const struct fw_node MSN_MEM *node, uint8_t page, uint8_t offset)
{
  switch (page) {
    case MSN_PAGE_LIVE >> 8:
#ifdef FW_LIVE_REGISTER
      if (offset < MSN_LEN_LIVE) {
        return FW_LIVE_REGISTER(node, offset);
      }
#endif
      return fw_event_register(node, (uint8_t)(offset - MSN_LEN_LIVE));
    case MSN_PAGE_IDENTITY >> 8: return identity(node, offset);
#if FW_WITH_DIAG
    case MSN_PAGE_DIAG >> 8: return diagnosis(node, offset);
#endif
    case MSN_PAGE_SEC_RSP >> 8:
      return fw_command_register(node, (uint8_t)(offset - (uint8_t)MSN_PAGE_SEC_RSP));
#if FW_WITH_FLOW
    case MSN_PAGE_TOTALS >> 8: return fw_class_total(node, offset);
#endif
#if FW_STAGES
    case MSN_PAGE_STAGED >> 8: return fw_staged_register(node, offset);
#endif
#if !MSN_SMALL
    case MSN_PAGE_ATTEST >> 8: return msn_get16(node->attested + 2 * offset);
#endif
    default: return FW_AT(node, offset);
  }
}
