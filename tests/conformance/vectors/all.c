/* Where everything goes into one program: hosts and the Cortex-M. */
#include "kinds.h"
#include "runner.h"

extern const char vectors_common[], vectors_methane[], vectors_flow[], vectors_relay[],
  vectors_talks[];

bool vectors_kind(const char *kind, const char *input, const char *state)
{
  return vectors_pure_kind(kind, input, state) || vectors_cipher_kind(kind, input, state) ||
         vectors_node_kind(kind, input, state);
}

bool vectors_run_all(void)
{
  static const char *const texts[] = {vectors_common, vectors_methane, vectors_flow,
                                      vectors_relay, vectors_talks};
  bool all_hold = true;
  uint8_t i;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (!vectors_run(texts[i])) all_hold = false;
  }
  return all_hold;
}
