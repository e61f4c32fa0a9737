#include "proof.h"

#include "msn/cmac.h"
#include "parts.h"

enum { MAC_AT = 6, NONCE_TAG = 0x4E, ACTION_TAG = 0x41, RESULT_TAG = 0x52 };
enum { LOCK_FIRST_S = 5, LOCK_MOST_S = 60, LEVEL_RESULT_MAC = 2 };
#define FUNCTION(request) ((uint8_t)((request)[0] & 0x0Fu))

/* A key is there: blank flash is none. */
static bool keyed(const struct fw_node MSN_MEM *node)
{
  uint8_t all = 0xFF;
  uint8_t i;
  if (FW_SETUP(node)->level == 0 || FW_SETUP(node)->key_id == MSN_KEY_NONE || !FW_KEYS(node)) {
    return false;
  }
  for (i = 0; i < MSN_AES_BLOCK; i++) {
    all &= FW_KEYS(node)[i];
  }
  return all != 0xFF;
}

uint8_t fw_caps_mac(const struct fw_node MSN_MEM *node) { return keyed(node) ? MSN_CAP_MAC : 0; }

void fw_proof_beat(struct fw_node MSN_MEM *node)
{
  if (node->command.locked_s == 0) {
    return;
  }
  node->command.second_ds++;
  if (node->command.second_ds == 10) {
    node->command.second_ds = 0;
    node->command.locked_s--;
  }
}

static void push(struct fw_node MSN_MEM *node, uint8_t byte)
{
  msn_cmac_push(FW_CMAC(node), FW_KEYS(node), byte);
}

static void push_bytes(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *from, uint8_t count)
{
  for (; count != 0; count--) {
    push(node, *from++);
  }
}

static void begin(struct fw_node MSN_MEM *node, uint8_t tag)
{
  msn_cmac_start(FW_CMAC(node));
  push(node, tag);
  push(node, FW_SETUP(node)->address);
}

/* Function, target, parameter, operator: eight bytes less the two before. */
static void push_demand(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  push(node, FUNCTION(request));
  push_bytes(node, request + 1, 5);
}

static void keep_as_nonce(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  msn_cmac_finish(FW_CMAC(node), FW_KEYS(node));
  for (i = 0; i < FW_NONCE_BYTES; i++) {
    FW_NONCE(node)[i] = FW_CMAC(node)->state[i];
  }
}

void fw_new_nonce(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  if (!keyed(node)) {
    uint8_t i;
    for (i = 0; i < FW_NONCE_BYTES / 2; i++) {
      msn_put16(FW_NONCE(node) + 2 * i, fw_plain_nonce(node, i));
    }
    return;
  }
  begin(node, NONCE_TAG);
  push(node, (uint8_t)(node->boot_id >> 24));
  push(node, (uint8_t)(node->boot_id >> 16));
  push(node, (uint8_t)(node->boot_id >> 8));
  push(node, (uint8_t)node->boot_id);
  push(node, (uint8_t)(node->command.counter >> 8));
  push(node, (uint8_t)node->command.counter);
  push_demand(node, request);
  push(node, 0);
  push(node, 0);
  keep_as_nonce(node);
}

#if !MSN_SMALL
static void push_staged(struct fw_node *node)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    push(node, (uint8_t)(node->staged[i] >> 8));
    push(node, (uint8_t)node->staged[i]);
  }
}
#endif

/* All bytes are compared, whatever the first says: time tells nothing. */
bool fw_authentic(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  const uint8_t MSN_MEM *expected = FW_NONCE(node);
  uint8_t difference = 0;
  uint8_t i;

  if (keyed(node)) {
    begin(node, ACTION_TAG);
    push_demand(node, request);
    push_bytes(node, FW_NONCE(node), FW_NONCE_BYTES);
#if !MSN_SMALL
    if (FUNCTION(request) == MSN_FN_CFG_COMMIT) {
      push_staged(node);
    }
#endif
    msn_cmac_finish(FW_CMAC(node), FW_KEYS(node));
    expected = FW_CMAC(node)->state;
  }
  for (i = 0; i < FW_NONCE_BYTES; i++) {
    difference |= (uint8_t)(request[MAC_AT + i] ^ expected[i]);
  }
  if (difference != 0) {
    return false;
  }
  node->command.penalty_s = 0;
  return true;
}

void fw_lock_out(struct fw_node MSN_MEM *node)
{
  uint8_t penalty_s = (uint8_t)(node->command.penalty_s << 1);
  if (!keyed(node)) {
    return;
  }
  if (penalty_s == 0) {
    penalty_s = LOCK_FIRST_S;
  } else if (penalty_s > LOCK_MOST_S) {
    penalty_s = LOCK_MOST_S;
  }
  node->command.penalty_s = penalty_s;
  node->command.locked_s = penalty_s;
  node->command.second_ds = 0;
  fw_report(node, MSN_EV_LOCK_OUT, 0, (int16_t)penalty_s);
}

void fw_sign_result(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request, uint8_t status)
{
  bool operated = (request[0] & 0xF0u) == MSN_OP_OPERATE && status == MSN_SEC_OK;
  if (FW_SETUP(node)->level < LEVEL_RESULT_MAC || !operated || !keyed(node)) {
    return;
  }
  begin(node, RESULT_TAG);
  push(node, FUNCTION(request));
  push(node, request[1]);
  push(node, status);
  push(node, (uint8_t)node->command.detail);
  push_bytes(node, request + 4, 2);
  push_bytes(node, FW_NONCE(node), FW_NONCE_BYTES);
  keep_as_nonce(node);
}

uint8_t fw_refused(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  if (FW_SETUP(node)->level == 0) {
    return FUNCTION(request) == MSN_FN_CLOSE ? MSN_SEC_OK : MSN_SEC_NOT_SUPPORTED;
  }
  if (node->command.locked_s != 0) {
    return MSN_SEC_LOCKED_OUT;
  }
  return keyed(node) || FUNCTION(request) == MSN_FN_TRIP ? MSN_SEC_OK : MSN_SEC_AUTH_FAIL;
}
