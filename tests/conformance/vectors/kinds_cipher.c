#include "kinds.h"
#include "msn/cmac.h"
#include "reader.h"

static uint8_t area[MSN_KEY_AREA];

uint8_t *vectors_key_area(const char *state)
{
  const char *at = vectors_value(state, "key");
  if (at != 0 && vectors_read_bytes(at) == MSN_AES_BLOCK) msn_key_area(vectors_bytes, area);
  return area;
}

static void run_aes(const char *input, const char *state)
{
  uint8_t i;
  (void)vectors_key_area(state);
  if (vectors_read_bytes(input) != MSN_AES_BLOCK) return;
  msn_aes_encrypt(vectors_bytes, area);
  for (i = 0; i < MSN_AES_BLOCK; i++) vectors_out(vectors_bytes[i]);
}

static void run_cmac(const char *input, const char *state)
{
  static struct msn_cmac cmac;
  uint8_t count;
  uint8_t i;

  (void)vectors_key_area(state);
  count = vectors_read_bytes(input);
  msn_cmac_start(&cmac);
  for (i = 0; i < count; i++) msn_cmac_push(&cmac, area, vectors_bytes[i]);
  msn_cmac_finish(&cmac, area);
  for (i = 0; i < MSN_AES_BLOCK; i++) vectors_out(cmac.state[i]);
}

bool vectors_cipher_kind(void)
{
  static const char *kind, *input, *state; /* not on the stack (reader.h) */

  kind = vectors_line.fields[VECTORS_KIND];
  input = vectors_line.fields[VECTORS_INPUT];
  state = vectors_line.fields[VECTORS_STATE];
  if (vectors_is(kind, "aes")) run_aes(input, state);
  else if (vectors_is(kind, "cmac")) run_cmac(input, state);
  else return false;
  return true;
}
