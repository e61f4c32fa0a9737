#include "fw/command.h"

#include "msn/crc16.h"
#include "msn/pack.h"
#include "parts.h"

enum { OP_AT = 0, TARGET_AT = 1, OPERATOR_AT = 4, MAC_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_REGISTERS = 4 };

void fw_command_beat(struct fw_node MSN_MEM *node)
{
  if (node->command.left_ds != 0) {
    node->command.left_ds--;
    node->command.expired = node->command.left_ds == 0;
  }
}

/* L0: new for every SELECT and for every boot, and bound to the target; not a secret. */
static uint16_t nonce(const struct fw_node MSN_MEM *node, uint8_t index)
{
  uint16_t crc = msn_crc16_push(MSN_CRC_START, index);
  crc = msn_crc16_push(crc, (uint8_t)(node->boot_id >> 8));
  crc = msn_crc16_push(crc, (uint8_t)node->boot_id);
  crc = msn_crc16_push(crc, (uint8_t)(node->command.counter >> 8));
  crc = msn_crc16_push(crc, (uint8_t)node->command.counter);
  return msn_crc16_push(crc, node->command.target);
}

static bool echoes_nonce(const struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *mac)
{
  uint8_t difference = 0;
  uint8_t i;
  for (i = 0; i < NONCE_REGISTERS; i++) {
    uint16_t expected = nonce(node, i);
    difference |= (uint8_t)(*mac++ ^ (uint8_t)(expected >> 8));
    difference |= (uint8_t)(*mac++ ^ (uint8_t)expected);
  }
  return difference == 0;
}

/* What SELECT and OPERATE both ask. Fills `detail`. */
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

static uint8_t select_relay(struct fw_node MSN_MEM *node, uint8_t target)
{
  uint8_t status = permit_close(node, target);

  node->command.expired = false;
  node->command.left_ds = 0;
  if (status == MSN_SEC_OK) {
    node->command.counter++;
    node->command.target = target;
    node->command.left_ds = FW_SELECT_DS;
  }
  return status;
}

/* The selection is used up already; used. */
static uint8_t operate(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  int16_t person = (int16_t)msn_get16(request + OPERATOR_AT);
  uint8_t target = request[TARGET_AT];
  uint8_t status;

  if (target != node->command.target || !echoes_nonce(node, request + MAC_AT)) {
    FW_COUNT(node, AUTH_FAIL);
    fw_report(node, MSN_EV_AUTH_FAIL, target, person);
    return MSN_SEC_AUTH_FAIL;
  }
  status = permit_close(node, target);
  if (status == MSN_SEC_OK) {
    fw_report(node, (int)MSN_EV_SEC | (int)MSN_FN_CLOSE, target, person);
    fw_relays_close(node, target);
  }
  return status;
}

/* OPERATE and CANCEL need a selection and end it. */
static uint8_t conclude(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, bool execute)
{
  bool expired = node->command.expired;
  bool selected = node->command.left_ds != 0;

  node->command.expired = false;
  node->command.left_ds = 0;
  if (!selected) {
    return expired ? MSN_SEC_TIMEOUT : MSN_SEC_NO_SELECT;
  }
  return execute ? operate(node, request) : (uint8_t)MSN_SEC_OK;
}

static uint8_t answer(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, uint8_t count)
{
  uint8_t step = request[OP_AT] & 0xF0u;

  if ((request[OP_AT] & 0x0Fu) != MSN_FN_CLOSE) {
    node->command.left_ds = 0; /* a secured TRIP, say: not known here, but surely no CLOSE */
    return MSN_SEC_NOT_SUPPORTED;
  }
  if (step == MSN_OP_SELECT) {
    return select_relay(node, request[TARGET_AT]);
  }
  if (step == MSN_OP_CANCEL || (step == MSN_OP_OPERATE && count == ALL_REGISTERS)) {
    return conclude(node, request, step == MSN_OP_OPERATE);
  }
  return MSN_SEC_FORMAT;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
  node->command.detail = 0;
  node->command.op = request[OP_AT];
  node->command.status = answer(node, request, count);
}

uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  switch (offset) {
    case 0: return (uint16_t)((uint16_t)(node->command.status << 8) | node->command.op);
    case 5: return node->command.left_ds;
    case 6: return node->command.detail;
    default: return node->command.left_ds != 0 ? nonce(node, (uint8_t)(offset - 1)) : 0;
  }
}
