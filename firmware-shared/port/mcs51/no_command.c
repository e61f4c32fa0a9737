/* What command.c is for a node that has nothing to command: no relay, and level 0. The same
 * answers, without the machine behind them: nothing can be selected. */
#include "fw/command.h"
#include "parts.h"

enum { OP_AT = 0, TARGET_AT = 1, ALL_REGISTERS = 7 };

static uint8_t status_of(uint8_t op, uint8_t count)
{
  if ((op & 0x0Fu) != MSN_FN_CLOSE) {
    return MSN_SEC_NOT_SUPPORTED;
  }
  op &= 0xF0u;
  if (op == (uint8_t)MSN_OP_SELECT) {
    return MSN_SEC_OUT_OF_RANGE;
  }
  if (op == (uint8_t)MSN_OP_CANCEL || (op == (uint8_t)MSN_OP_OPERATE && count == ALL_REGISTERS)) {
    return MSN_SEC_NO_SELECT;
  }
  return MSN_SEC_FORMAT;
}

void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count)
{
  node->command.op = request[OP_AT];
  node->command.status = status_of(request[OP_AT], count);
}

uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset)
{
  return offset == 0 ? (uint16_t)((uint16_t)(node->command.status << 8) | node->command.op) : 0;
}
