#include "fw/command.h"

#include "msn/crc16.h"
#include "msn/pack.h"
#include "parts.h"
#include "proof.h"

enum { OP_AT = 0, TARGET_AT = 1, OPERATOR_AT = 4, MAC_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_REGISTERS = 4 };

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
static uint8_t permit_close(struct fw_node MSN_MEM *node)
{
  uint8_t target = node->command.target;
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
  if ((node->relays.on >> target & 1u) != 0) {
    return MSN_SEC_ALREADY;
  }
  return MSN_SEC_OK;
}

/* May it be, and with `execute` do it: both steps ask the same. */
static uint8_t judge(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, bool execute)
{
  if (node->command.function != MSN_FN_CLOSE) {
    return FW_OTHER_FUNCTION(node, request, execute);
  }
  if (execute) {
    fw_relays_close(node, node->command.target);
    return MSN_SEC_OK;
  }
  return permit_close(node);
}

static uint8_t select_one(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t status;

  node->command.function = FW_FUNCTION(node);
  node->command.target = request[TARGET_AT];
  status = judge(node, request, false);
  if (status == MSN_SEC_OK) {
    node->command.counter++;
    node->command.left_ds = FW_SELECT_DS;
    FW_NEW_NONCE(node, request);
  }
  return status;
}

static void report_person(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                          uint8_t code)
{
  fw_report(node, code, request[TARGET_AT], (int16_t)msn_get16(request + OPERATOR_AT));
}

/* OPERATE and CANCEL need a selection and end it. */
static uint8_t conclude(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  uint8_t status;

  if (FW_OP_STEP(node) == (uint8_t)MSN_OP_CANCEL) {
    return MSN_SEC_OK;
  }
  if (FW_FUNCTION(node) != node->command.function || request[TARGET_AT] != node->command.target ||
      !FW_AUTHENTIC(node, request)) {
    FW_COUNT(node, AUTH_FAIL);
    report_person(node, request, MSN_EV_AUTH_FAIL);
    FW_LOCK_OUT(node);
    return MSN_SEC_AUTH_FAIL;
  }
  status = judge(node, request, false);
  if (status == MSN_SEC_OK) {
    report_person(node, request, (uint8_t)((uint8_t)MSN_EV_SEC | node->command.function));
    status = judge(node, request, true);
  }
  return status;
}

/* Whatever comes ends the selection before it, but what is not a request at all. */
static uint8_t answer(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, uint8_t count)
{
  uint8_t step = FW_OP_STEP(node);
  uint8_t left_ds = node->command.left_ds;
  uint8_t status = FW_REFUSED(node);
  bool expired = node->command.expired;

  if (status != MSN_SEC_OK) {
    node->command.left_ds = 0; /* a secured TRIP that is not known here, say: surely no CLOSE */
    return status;
  }
  if (step != (uint8_t)MSN_OP_SELECT && step != (uint8_t)MSN_OP_CANCEL &&
      (step != (uint8_t)MSN_OP_OPERATE || count != ALL_REGISTERS)) {
    return MSN_SEC_FORMAT;
  }
  node->command.expired = false;
  node->command.left_ds = 0;
  if (step == (uint8_t)MSN_OP_SELECT) {
    return FW_SELECT(node, request, count);
  }
  if (left_ds != 0) {
    return conclude(node, request);
  }
  if (expired) {
    return MSN_SEC_TIMEOUT;
  }
  return MSN_SEC_NO_SELECT;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
  node->command.detail = 0;
  node->command.op = request[OP_AT];
  node->command.status = answer(node, request, count);
  FW_SIGN_RESULT(node, request);
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
