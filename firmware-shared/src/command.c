#include "fw/command.h"

#include "msn/crc16.h"
#include "msn/pack.h"
#include "parts.h"

enum { OP_AT = 0, TARGET_AT = 1, OPERATOR_AT = 4, MAC_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_REGISTERS = 4 };

void fw_command_init(struct fw_command MSN_MEM *command)
{
  command->left_ms = 0;
  command->counter = 0;
  command->failures = 0;
  command->op = 0;
  command->status = MSN_SEC_OK;
  command->detail = 0;
  command->target = 0;
  command->expired = false;
}

void fw_command_step(struct fw_command MSN_MEM *command, uint16_t elapsed_ms)
{
  if (command->left_ms == 0) {
    return;
  }
  if (command->left_ms > elapsed_ms) {
    command->left_ms = (uint16_t)(command->left_ms - elapsed_ms);
    return;
  }
  command->left_ms = 0;
  command->expired = true;
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
  uint16_t difference = 0;
  uint8_t i;
  for (i = 0; i < NONCE_REGISTERS; i++) {
    difference |= (uint16_t)(msn_get16(mac + 2 * i) ^ nonce(node, i));
  }
  return difference == 0;
}

/* What SELECT and OPERATE both ask. Fills `detail`. */
static uint8_t permit_close(struct fw_node MSN_MEM *node, uint8_t target)
{
  struct fw_command MSN_MEM *command = &node->command;

  if (target >= node->setup->n_relays) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  command->detail = fw_relays_blocked(node, target);
  if ((node->pins & FW_PIN_REMOTE) == 0) {
    command->detail |= MSN_IL_LOCAL;
    return MSN_SEC_LOCAL;
  }
  if (command->detail != 0) {
    return MSN_SEC_BLOCKED;
  }
  return (node->relays.on >> target & 1u) != 0 ? MSN_SEC_ALREADY : MSN_SEC_OK;
}

static uint8_t select_relay(struct fw_node MSN_MEM *node, uint8_t target)
{
  struct fw_command MSN_MEM *command = &node->command;
  uint8_t status = permit_close(node, target);

  command->left_ms = 0;
  command->expired = false;
  if (status == MSN_SEC_OK) {
    command->counter++;
    command->target = target;
    command->left_ms = FW_SELECT_MS;
  }
  return status;
}

static uint8_t operate(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  struct fw_command MSN_MEM *command = &node->command;
  uint8_t target = request[TARGET_AT];
  uint8_t status;

  if (command->left_ms == 0) {
    status = command->expired ? MSN_SEC_TIMEOUT : MSN_SEC_NO_SELECT;
    command->expired = false;
    return status;
  }
  command->left_ms = 0;
  if (target != command->target || !echoes_nonce(node, request + MAC_AT)) {
    command->failures++;
    fw_report(node, MSN_EV_AUTH_FAIL, target, (int16_t)msn_get16(request + OPERATOR_AT));
    return MSN_SEC_AUTH_FAIL;
  }
  status = permit_close(node, target);
  if (status == MSN_SEC_OK) {
    fw_report(node, (int)MSN_EV_SEC | (int)MSN_FN_CLOSE, target,
             (int16_t)msn_get16(request + OPERATOR_AT));
    fw_relays_close(node, target);
  }
  return status;
}

static uint8_t cancel(struct fw_command MSN_MEM *command)
{
  uint8_t status = command->left_ms != 0 ? MSN_SEC_OK : MSN_SEC_NO_SELECT;
  command->left_ms = 0;
  command->expired = false;
  return status;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
  struct fw_command MSN_MEM *command = &node->command;
  uint8_t op = request[OP_AT];
  uint8_t step = op & 0xF0u;

  command->op = op;
  command->detail = 0;
  if ((op & 0x0Fu) != MSN_FN_CLOSE) {
    command->status = MSN_SEC_NOT_SUPPORTED;
  } else if (step == MSN_OP_SELECT) {
    command->status = select_relay(node, request[TARGET_AT]);
  } else if (step == MSN_OP_OPERATE && count == ALL_REGISTERS) {
    command->status = operate(node, request);
  } else if (step == MSN_OP_CANCEL) {
    command->status = cancel(command);
  } else {
    command->status = MSN_SEC_FORMAT;
  }
}

uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  const struct fw_command MSN_MEM *command = &node->command;
  switch (offset) {
    case 0: return (uint16_t)((uint16_t)(command->status << 8) | command->op);
    case 5: return (uint16_t)(command->left_ms / 100u);
    case 6: return command->detail;
    default: return command->left_ms != 0 ? nonce(node, (uint8_t)(offset - 1)) : 0;
  }
}
