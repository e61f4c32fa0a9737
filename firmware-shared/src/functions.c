/* The secured functions but CLOSE: what they need, and what they do. */
#include "parts.h"
#include "proof.h"
#include "staged.h"

enum { PARAM_AT = 2 };
enum { MODE_MINUTES = 30, MUTE_MINUTES = 10, ALL_RELAYS = 0xFF };

static uint8_t trip(struct fw_node MSN_MEM *node, bool execute)
{
  uint8_t target = node->command.target;
#if FW_WITH_RELAYS
  uint8_t mask = FW_ALL_RELAYS(node);

  if (target != ALL_RELAYS && target >= FW_RELAYS(node)) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  if (target != ALL_RELAYS) {
    mask = FW_BIT(target);
  }
  if (execute) {
    fw_relays_trip(node, mask, MSN_CAUSE_REMOTE);
  }
  return MSN_SEC_OK;
#else /* all of none */
  (void)execute;
  return target != ALL_RELAYS ? MSN_SEC_OUT_OF_RANGE : MSN_SEC_OK;
#endif
}

/* A mode has its time; NORMAL has none. */
static uint8_t enter(struct fw_node MSN_MEM *node, uint8_t mode, uint8_t minutes, bool execute)
{
  if (mode > MSN_MODE_TEST || minutes > MODE_MINUTES ||
      (mode == MSN_MODE_NORMAL) != (minutes == 0)) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  if (execute) {
    node->mode_ds = FW_DS_OF_MINUTES(minutes);
    fw_set_mode(node, mode);
  }
  return MSN_SEC_OK;
}

static uint8_t silence(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *param, bool execute)
{
  if (param[0] != 0 || param[1] == 0 || param[1] > MUTE_MINUTES) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  if (execute) {
    node->mute_ds = FW_DS_OF_MINUTES(param[1]);
  }
  return MSN_SEC_OK;
}

static uint8_t restart(struct fw_node MSN_MEM *node, bool execute)
{
  if (execute) {
#if FW_WITH_RELAYS
    fw_relays_trip(node, FW_ALL_RELAYS(node), MSN_CAUSE_REMOTE);
#endif
    FW_FLAG(node, reboot) = true;
  }
  return MSN_SEC_OK;
}

uint8_t fw_other_function(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                          bool execute)
{
  const uint8_t MSN_MEM *param = request + PARAM_AT;

  switch (node->command.function) {
    case MSN_FN_TRIP: return trip(node, execute);
    case MSN_FN_MODE: return enter(node, param[0], param[1], execute);
    case MSN_FN_MUTE: return silence(node, param, execute);
    case MSN_FN_REBOOT: return restart(node, execute);
#if FW_STAGES
    case MSN_FN_CFG_COMMIT: return fw_config_commit(node, execute);
#endif
    case MSN_FN_TOTAL_RESET:
    case MSN_FN_UNLOCK: return FW_CLASS_SECURED(node, node->command.function, execute);
    default: return MSN_SEC_NOT_SUPPORTED;
  }
}
