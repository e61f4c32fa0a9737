/* Where everything goes into one program: hosts and the Cortex-M. */
#include "kinds.h"
#include "runner.h"

extern const char vectors_common[], vectors_methane[], vectors_flow[], vectors_relay[];

bool vectors_kind(void)
{
  return vectors_pure_kind() || vectors_cipher_kind() || vectors_node_kind();
}

bool vectors_run_all(void)
{
  static const char *const texts[] = {vectors_common, vectors_methane, vectors_flow,
                                      vectors_relay};
  bool all_hold = true;
  uint8_t i;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (!vectors_run(texts[i])) all_hold = false;
  }
  return all_hold;
}
