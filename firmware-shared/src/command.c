#include "fw/command.h"

#include "msn/pack.h"
#include "parts.h"
#include "proof.h"

enum { OP_AT = 0, TARGET_AT = 1, OPERATOR_AT = 4, MAC_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_REGISTERS = 4 };

void fw_command_beat(struct fw_node MSN_MEM *node)
{
  if (node->command.left_ds != 0) {
    node->command.left_ds--;
    FW_FLAG(node, expired) = node->command.left_ds == 0;
  }
  FW_PROOF_BEAT(node);
}

/* Level 0: new for every SELECT and for every boot; no secret. */
uint16_t fw_plain_nonce(const struct fw_node MSN_MEM *node, uint8_t index)
{
  return (index & 1u) != 0 ? node->command.counter : (uint16_t)FW_BOOT_ID(node);
}

#if !FW_WITH_MAC
static bool authentic(const struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t i;
  for (i = 0; i < NONCE_REGISTERS; i++) {
    if (msn_get16(request + MAC_AT + 2u * i) != fw_plain_nonce(node, i)) {
      return false;
    }
  }
  return true;
}
#endif

#if FW_WITH_RELAYS
/* What speaks against CLOSE, into `detail`. */
static uint8_t permit_close(struct fw_node MSN_MEM *node)
{
  fw_reasons reasons;
  if (node->command.target >= FW_RELAYS(node)) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  reasons = fw_relays_reasons(node, node->command.target);
#if FW_KEEPS_DETAIL
  node->command.detail = reasons;
#endif
  if ((reasons & MSN_IL_LOCAL) != 0) {
    return MSN_SEC_LOCAL;
  }
  if (reasons != 0) {
    return MSN_SEC_BLOCKED;
  }
  if ((node->relays.on & FW_BIT(node->command.target)) != 0) {
    return MSN_SEC_ALREADY;
  }
  return MSN_SEC_OK;
}
#endif

/* Both steps ask this. */
static uint8_t permit(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
#if FW_WITH_MAC
  if (node->command.function != MSN_FN_CLOSE) {
    return fw_other_function(node, request, false);
  }
#else
  (void)request;
#endif
#if FW_WITH_RELAYS
  return permit_close(node);
#else
  return MSN_SEC_OUT_OF_RANGE;
#endif
}

static uint8_t perform(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
#if FW_WITH_MAC
  if (node->command.function != MSN_FN_CLOSE) {
    return fw_other_function(node, request, true);
  }
#else
  (void)request;
#endif
#if FW_WITH_RELAYS
  fw_relays_close(node, node->command.target);
#endif
  return MSN_SEC_OK;
}

static void report_person(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                          uint8_t code)
{
  fw_report(node, code, request[TARGET_AT], (int16_t)msn_get16(request + OPERATOR_AT));
}

/* OPERATE and CANCEL need a selection; OPERATE has to prove itself. */
static uint8_t conclude(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  if (FW_FUNCTION(node) == FW_SELECTED(node) && request[TARGET_AT] == node->command.target &&
      FW_AUTHENTIC(node, request)) {
    return MSN_SEC_OK;
  }
  FW_COUNT(node, AUTH_FAIL);
  report_person(node, request, MSN_EV_AUTH_FAIL);
  FW_LOCK_OUT(node);
  return MSN_SEC_AUTH_FAIL;
}

/* Asked by SELECT and by an OPERATE that is proven. */
static uint8_t judge(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t status = permit(node, request);
  if (status != MSN_SEC_OK) {
    return status;
  }
  if (FW_OP_STEP(node) == (uint8_t)MSN_OP_SELECT) {
    node->command.counter++;
    node->command.left_ds = FW_SELECT_DS;
    FW_NEW_NONCE(node, request);
    return MSN_SEC_OK;
  }
  report_person(node, request, (uint8_t)((uint8_t)MSN_EV_SEC | FW_SELECTED(node)));
  return perform(node, request);
}

/* Whatever comes ends the selection before it, but what is not a request at all. */
static uint8_t answer(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, uint8_t count)
{
  uint8_t step = FW_OP_STEP(node);
  uint8_t left_ds = node->command.left_ds;
  uint8_t status = FW_REFUSED(node);

  if (status != MSN_SEC_OK) {
    node->command.left_ds = 0; /* a secured TRIP that is not known here, say: surely no CLOSE */
    return status;
  }
  if (step != (uint8_t)MSN_OP_SELECT && step != (uint8_t)MSN_OP_CANCEL &&
      (step != (uint8_t)MSN_OP_OPERATE || count != ALL_REGISTERS)) {
    return MSN_SEC_FORMAT;
  }
  node->command.left_ds = 0;
  if (step == (uint8_t)MSN_OP_SELECT) {
    FW_FLAG(node, expired) = false;
    FW_ATTEST(node, request, count);
    FW_NOTE_FUNCTION(node);
    node->command.target = request[TARGET_AT];
  } else {
    if (left_ds == 0) {
      status = FW_FLAG(node, expired) ? MSN_SEC_TIMEOUT : MSN_SEC_NO_SELECT;
      FW_FLAG(node, expired) = false;
      return status;
    }
    if (step == (uint8_t)MSN_OP_CANCEL) {
      return MSN_SEC_OK;
    }
    status = conclude(node, request);
  }
  return status == MSN_SEC_OK ? judge(node, request) : status;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
#if FW_KEEPS_DETAIL
  node->command.detail = 0;
#endif
  node->command.op = request[OP_AT];
  node->command.status = answer(node, request, count);
  FW_SIGN_RESULT(node, request);
}

uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case 0: return (uint16_t)((uint16_t)(node->command.status << 8) | node->command.op);
    case 5: return node->command.left_ds;
#if FW_KEEPS_DETAIL
    case 6: return node->command.detail;
#elif FW_WITH_RELAYS
    case 6:
      return node->command.status == MSN_SEC_BLOCKED || node->command.status == MSN_SEC_LOCAL
                 ? fw_relays_reasons(node, node->command.target)
                 : 0;
#else
    case 6: return 0;
#endif
    default: return FW_NONCE_REGISTER(node, (uint8_t)(offset - 1));
  }
}
