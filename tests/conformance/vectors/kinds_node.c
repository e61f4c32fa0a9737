#include "dialogue.h"
#include "fw/node.h"
#include "kinds.h"
#include "msn/pack.h"
#include "parts.h"
#include "proof.h"
#include "reader.h"

static void run_config(const char *input, const char *state)
{
  static uint16_t config[MSN_LEN_CONFIG];
  uint8_t node_class = (uint8_t)vectors_state(state, "class", 10);
  const uint16_t *factory = fw_default_config(node_class);
  uint8_t i;

  for (i = 0; i < MSN_LEN_CONFIG; i++) config[i] = factory != 0 ? factory[i] : 0;
  while (vectors_more(&input) && *input != '-') {
    i = (uint8_t)vectors_number(&input, 10);
    input++;
    config[i] = (uint16_t)vectors_number(&input, 10);
  }
  vectors_out(fw_config_valid(node_class, config) ? 1 : 0);
}

static void run_default(const char *state)
{
  const uint16_t *config = fw_default_config((uint8_t)vectors_state(state, "class", 10));
  uint8_t i;

  if (config == 0) return;
  for (i = 0; i < MSN_LEN_CONFIG; i++) vectors_out16(config[i]);
}

#ifndef VECTORS_KEY_AREA /* under test; elsewhere an 8051 makes areas faster (key_area_mcs51.c) */
#define VECTORS_KEY_AREA msn_key_area
#endif

static void run_key_area(const char *state)
{
  static uint8_t area[MSN_KEY_AREA];
  uint8_t i;
  if (vectors_read_bytes(vectors_value(state, "key")) != MSN_AES_BLOCK) return;
  VECTORS_KEY_AREA(vectors_bytes, area);
  for (i = 0; i < MSN_KEY_AREA; i++) vectors_out(area[i]);
}

enum { REQUEST = 6, MAC_AT = 6 }; /* op target param[2] operator[2] */

static struct fw_node node;
static struct fw_node_setup setup;

/* A node of level 2 that hears this; false: other input. */
static bool prepared(const char *input, const char *state, uint8_t count)
{
  setup.level = 2;
  setup.key_id = 7;
  node.setup = &setup;
  node.keys = vectors_key_area(state);
  node.command.status = 0;
  node.command.detail = 0;
  if (vectors_read_bytes(input) != count) return false;
  setup.address = vectors_bytes[0];
  return true;
}

static void out_eight(const uint8_t *from)
{
  uint8_t i;
  for (i = 0; i < FW_NONCE_BYTES; i++) vectors_out(from[i]);
}

static void take_nonce(const uint8_t *from)
{
  uint8_t i;
  for (i = 0; i < FW_NONCE_BYTES; i++) node.command.nonce[i] = from[i];
}

/* Input: address, boot id (4), selections (2), request. */
static void run_nonce(const char *input, const char *state)
{
  const uint8_t *request = vectors_bytes + 7;
  if (!prepared(input, state, 7 + REQUEST)) return;
  node.boot_id = MSN_JOIN32(msn_get16(vectors_bytes + 1), msn_get16(vectors_bytes + 3));
  node.command.counter = msn_get16(vectors_bytes + 5);
  node.command.op = request[0];
  fw_new_nonce(&node, request);
  out_eight(node.command.nonce);
}

/* Input: address, nonce (8), staged page (32), request. Out: the MAC, and that it is taken. */
static void run_mac(const char *input, const char *state)
{
  static uint8_t request[REQUEST + FW_NONCE_BYTES];
  uint8_t i;
  if (!prepared(input, state, 41 + REQUEST)) return;
  take_nonce(vectors_bytes + 1);
  for (i = 0; i < MSN_LEN_STAGED; i++) node.staged[i] = msn_get16(vectors_bytes + 9 + 2 * i);
  for (i = 0; i < REQUEST; i++) request[i] = vectors_bytes[41 + i];
  for (i = 0; i < FW_NONCE_BYTES; i++) request[MAC_AT + i] = 0;
  node.command.op = request[0];
  vectors_out(fw_authentic(&node, request) ? 1 : 0);
  out_eight(node.cmac.state);
  for (i = 0; i < FW_NONCE_BYTES; i++) request[MAC_AT + i] = node.cmac.state[i];
  vectors_out(fw_authentic(&node, request) ? 1 : 0);
}

/* Input: address, nonce (8), request of an OPERATE that was executed. */
static void run_result(const char *input, const char *state)
{
  const uint8_t *request = vectors_bytes + 9;
  if (!prepared(input, state, 9 + REQUEST)) return;
  take_nonce(vectors_bytes + 1);
  node.command.op = request[0];
  node.command.detail = (fw_reasons)vectors_state(state, "detail", 10);
  fw_sign_result(&node, request);
  out_eight(node.command.nonce);
}

bool vectors_node_kind(void)
{
  static const char *kind, *input, *state; /* not on the stack (reader.h) */

  kind = vectors_line.fields[VECTORS_KIND];
  input = vectors_line.fields[VECTORS_INPUT];
  state = vectors_line.fields[VECTORS_STATE];
  if (vectors_is(kind, "cfg-validate")) run_config(input, state);
  else if (vectors_is(kind, "cfg-default")) run_default(state);
  else if (vectors_is(kind, "key-area")) run_key_area(state);
  else if (vectors_is(kind, "live-pack") || vectors_is(kind, "secured") ||
           vectors_is(kind, "dialogue")) vectors_dialogue();
  else if (vectors_is(kind, "nonce")) run_nonce(input, state);
  else if (vectors_is(kind, "mac")) run_mac(input, state);
  else if (vectors_is(kind, "result")) run_result(input, state);
  else return false;
  return true;
}
