#include "fw/command.h"

#include "msn/crc16.h"
#include "msn/pack.h"
#include "parts.h"
#include "proof.h"

enum { OP_AT = 0, TARGET_AT = 1, PARAM_AT = 2, OPERATOR_AT = 4, MAC_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_REGISTERS = 4, FUNCTION_MASK = 0x0F };

void fw_command_beat(struct fw_node MSN_MEM *node)
{
  if (node->command.left_ds != 0) {
    node->command.left_ds--;
    node->command.expired = node->command.left_ds == 0;
  }
  FW_PROOF_BEAT(node);
}

/* Level 0: new for every SELECT and for every boot, and bound to the target; not a secret. */
uint16_t fw_plain_nonce(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint16_t crc = msn_crc16_push(MSN_CRC_START, index);
  crc = msn_crc16_push(crc, (uint8_t)(node->boot_id >> 8));
  crc = msn_crc16_push(crc, (uint8_t)node->boot_id);
  crc = msn_crc16_push(crc, (uint8_t)(node->command.counter >> 8));
  crc = msn_crc16_push(crc, (uint8_t)node->command.counter);
  return msn_crc16_push(crc, node->command.target);
}

#if !FW_WITH_MAC
static bool authentic(const struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t difference = 0;
  uint8_t i;
  request += MAC_AT;
  for (i = 0; i < NONCE_REGISTERS; i++) {
    uint16_t expected = fw_plain_nonce(node, i);
    difference |= (uint8_t)(*request++ ^ (uint8_t)(expected >> 8));
    difference |= (uint8_t)(*request++ ^ (uint8_t)expected);
  }
  return difference == 0;
}
#endif

/* What speaks against CLOSE. Fills `detail`. */
static uint8_t permit_close(struct fw_node MSN_MEM *node, uint8_t target)
{
  if (target >= FW_SETUP(node)->n_relays) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  node->command.detail = fw_relays_blocked(node, target);
  if ((node->pins & FW_PIN_REMOTE) == 0) {
    node->command.detail |= MSN_IL_LOCAL;
    return MSN_SEC_LOCAL;
  }
  if (node->command.detail != 0) {
    return MSN_SEC_BLOCKED;
  }
  return (node->relays.on >> target & 1u) != 0 ? MSN_SEC_ALREADY : MSN_SEC_OK;
}

/* May it be, and with `execute` do it: both steps ask the same. */
static uint8_t judge(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, bool execute)
{
  uint8_t target = request[TARGET_AT];

  if ((request[OP_AT] & FUNCTION_MASK) != MSN_FN_CLOSE) {
    return FW_OTHER_FUNCTION(node, request, execute);
  }
  if (execute) {
    fw_relays_close(node, target);
    return MSN_SEC_OK;
  }
  return permit_close(node, target);
}

static uint8_t select_one(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t status;

  node->command.expired = false;
  node->command.left_ds = 0;
  status = judge(node, request, false);
  if (status == MSN_SEC_OK) {
    node->command.counter++;
    node->command.function = request[OP_AT] & FUNCTION_MASK;
    node->command.target = request[TARGET_AT];
    node->command.left_ds = FW_SELECT_DS;
    FW_NEW_NONCE(node, request);
  }
  return status;
}

/* OPERATE and CANCEL need a selection and end it. */
static uint8_t conclude(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  int16_t person = (int16_t)msn_get16(request + OPERATOR_AT);
  bool expired = node->command.expired;
  bool selected = node->command.left_ds != 0;
  uint8_t function = request[OP_AT] & FUNCTION_MASK;
  uint8_t status;

  node->command.expired = false;
  node->command.left_ds = 0;
  if (!selected) {
    return expired ? MSN_SEC_TIMEOUT : MSN_SEC_NO_SELECT;
  }
  if ((request[OP_AT] & 0xF0u) == MSN_OP_CANCEL) {
    return MSN_SEC_OK;
  }
  if (function != node->command.function || request[TARGET_AT] != node->command.target ||
      !FW_AUTHENTIC(node, request)) {
    FW_COUNT(node, AUTH_FAIL);
    fw_report(node, MSN_EV_AUTH_FAIL, request[TARGET_AT], person);
    FW_LOCK_OUT(node);
    return MSN_SEC_AUTH_FAIL;
  }
  status = judge(node, request, false);
  if (status == MSN_SEC_OK) {
    fw_report(node, (uint8_t)((uint8_t)MSN_EV_SEC | function), request[TARGET_AT], person);
    status = judge(node, request, true);
  }
  return status;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
  uint8_t step = request[OP_AT] & 0xF0u;
  uint8_t status = FW_REFUSED(node, request);

  node->command.detail = 0;
  node->command.op = request[OP_AT];
  if (status != MSN_SEC_OK) {
    node->command.left_ds = 0; /* a secured TRIP that is not known here, say: surely no CLOSE */
  } else if (step == MSN_OP_SELECT) {
    status = select_one(node, request);
  } else if (step == MSN_OP_CANCEL || (step == MSN_OP_OPERATE && count == ALL_REGISTERS)) {
    status = conclude(node, request);
    FW_SIGN_RESULT(node, request, status);
  } else {
    status = MSN_SEC_FORMAT;
  }
  node->command.status = status;
}

uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case 0: return (uint16_t)((uint16_t)(node->command.status << 8) | node->command.op);
    case 5: return node->command.left_ds;
    case 6: return node->command.detail;
    default: return FW_NONCE_REGISTER(node, (uint8_t)(offset - 1));
  }
}
