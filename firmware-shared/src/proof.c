#include "proof.h"

#include "msn/cmac.h"
#include "parts.h"
#include "staged.h"

enum { OPERATOR_AT = 4, MAC_AT = 6, CHALLENGE_AT = 6, ALL_REGISTERS = 7 };
enum { NONCE_TAG = 0x4E, ACTION_TAG = 0x41, RESULT_TAG = 0x52, ATTEST_TAG = 0x54 };
#if MSN_SMALL && FW_STAGES
enum { CAPS_OF_KEY = MSN_CAP_MAC | MSN_CAP_STAGED_CONFIG };
#else
enum { CAPS_OF_KEY = MSN_CAP_MAC };
#endif
enum { LOCK_FIRST_S = 5, LOCK_MOST_S = 60, LEVEL_RESULT_MAC = 2 };

#define PUSH(node, byte) msn_cmac_push(FW_CMAC(node), FW_KEYS(node), byte)

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

uint8_t fw_caps_mac(const struct fw_node MSN_MEM *node)
{
  return keyed(node) ? CAPS_OF_KEY : 0;
}

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

static void push_bytes(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *from, uint8_t count)
{
  for (; count != 0; count--) {
    PUSH(node, *from++);
  }
}

static void begin(struct fw_node MSN_MEM *node, uint8_t tag)
{
  msn_cmac_start(FW_CMAC(node));
  PUSH(node, tag);
  PUSH(node, FW_SETUP(node)->address);
}

/* Function, target, parameter, operator: eight bytes less the two before. */
static void push_demand(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  PUSH(node, FW_FUNCTION(node));
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
  PUSH(node, (uint8_t)(FW_BOOT_ID(node) >> 24));
  PUSH(node, (uint8_t)(FW_BOOT_ID(node) >> 16));
  PUSH(node, (uint8_t)(FW_BOOT_ID(node) >> 8));
  PUSH(node, (uint8_t)FW_BOOT_ID(node));
  PUSH(node, (uint8_t)(node->command.counter >> 8));
  PUSH(node, (uint8_t)node->command.counter);
  push_demand(node, request);
  PUSH(node, 0);
  PUSH(node, 0);
  keep_as_nonce(node);
}

#if FW_STAGES
static void push_staged(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    uint16_t value = fw_staged_register(node, i);
    PUSH(node, (uint8_t)(value >> 8));
    PUSH(node, (uint8_t)value);
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
#if FW_STAGES
    if (FW_FUNCTION(node) == MSN_FN_CFG_COMMIT) {
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
  node->command.locked_s = penalty_s; /* second_ds is 0: the one before ended with a second */
  fw_report(node, MSN_EV_LOCK_OUT, 0, (int16_t)penalty_s);
}

#if !MSN_SMALL
void fw_sign_result(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request)
{
  bool operated = FW_OP_STEP(node) == MSN_OP_OPERATE && node->command.status == MSN_SEC_OK;
  if (FW_SETUP(node)->level < LEVEL_RESULT_MAC || !operated || !keyed(node)) {
    return;
  }
  begin(node, RESULT_TAG);
  PUSH(node, FW_FUNCTION(node));
  PUSH(node, request[1]);
  PUSH(node, node->command.status);
  PUSH(node, (uint8_t)node->command.detail);
  push_bytes(node, request + OPERATOR_AT, 2);
  push_bytes(node, FW_NONCE(node), FW_NONCE_BYTES);
  keep_as_nonce(node);
}

/* LIVE is made in the frame, over the request there, which is put back. */
static void freeze_live(struct fw_node *node)
{
  uint8_t *live = MSN_FRAME(&node->line) + FW_LIVE_AT;
  uint8_t request[sizeof node->attested];
  uint8_t i;
  for (i = 0; i < sizeof request; i++) {
    request[i] = live[i];
  }
  fw_refresh(node);
  for (i = 0; i < sizeof request; i++) {
    node->attested[i] = live[i];
    live[i] = request[i];
  }
}

uint8_t fw_attest(struct fw_node *node, const uint8_t *request, uint8_t count)
{
  if (count != ALL_REGISTERS) {
    return MSN_SEC_FORMAT;
  }
  freeze_live(node);
  begin(node, ATTEST_TAG);
  PUSH(node, 0);
  PUSH(node, 0);
  push_bytes(node, request + OPERATOR_AT, 2);
  PUSH(node, 0);
  PUSH(node, 0);
  push_bytes(node, request + CHALLENGE_AT, FW_NONCE_BYTES);
  push_bytes(node, node->attested, sizeof node->attested);
  keep_as_nonce(node);
  return MSN_SEC_OK;
}
#endif

uint8_t fw_refused(const struct fw_node MSN_MEM *node)
{
  if (FW_SETUP(node)->level == 0) {
    if (FW_FUNCTION(node) != MSN_FN_CLOSE) {
      return MSN_SEC_NOT_SUPPORTED;
    }
  } else if (node->command.locked_s != 0) {
    return MSN_SEC_LOCKED_OUT;
  } else if (FW_FUNCTION(node) != MSN_FN_TRIP && !keyed(node)) {
    return MSN_SEC_AUTH_FAIL;
  }
  return MSN_SEC_OK;
}
