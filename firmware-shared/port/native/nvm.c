/* Native nodes: the 256 bytes belong to the caller, who gives them before fw_node_init(). */
#include "fw/nvm.h"

#include <stddef.h>

#include "fw/node.h"

bool fw_nvm_read(struct fw_node MSN_MEM *node, uint8_t at, uint8_t MSN_MEM *to, uint8_t count)
{
  if (node->nvm == NULL) {
    return false;
  }
  for (; count != 0; count--) {
    *to++ = node->nvm[at++];
  }
  return true;
}

bool fw_nvm_write(struct fw_node MSN_MEM *node, uint8_t at, const uint8_t MSN_MEM *from,
                  uint8_t count)
{
  if (node->nvm == NULL) {
    return false;
  }
  for (; count != 0; count--) {
    node->nvm[at++] = *from++;
  }
  return true;
}
