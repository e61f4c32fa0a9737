#include "fw/node.h"
#include "kinds.h"
#include "msn/pack.h"
#include "reader.h"

static void run_config(const char *input, const char *state)
{
  static uint16_t config[MSN_LEN_CONFIG];
  uint8_t i;

  if (vectors_read_bytes(input) != 2 * MSN_LEN_CONFIG) return;
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    config[i] = msn_get16(&vectors_bytes[2 * i]);
  }
  vectors_out(fw_config_valid((uint8_t)vectors_state(state, "class", 10), config) ? 1 : 0);
}

bool vectors_node_kind(const char *kind, const char *input, const char *state)
{
  if (!vectors_is(kind, "cfg-validate")) return false;
  run_config(input, state);
  return true;
}
