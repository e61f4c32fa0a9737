/* The staged page in RAM: where there is room for it. */
#include "parts.h"
#include "staged.h"

void fw_stage(struct fw_node *node, uint8_t at, const uint8_t *values, uint8_t count)
{
  for (; count != 0; count--) {
    node->staged[at++] = msn_get16(values);
    values += 2;
  }
}

void fw_stage_what_is(struct fw_node *node)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    node->staged[i] = node->page[i];
  }
}

void fw_stage_bank(struct fw_node *node)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    node->staged[i] = fw_bank_word(node, (uint8_t)(2 * i));
  }
}

bool fw_bank_staged(struct fw_node *node)
{
  uint8_t i;
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    if (!fw_bank_put(node, (uint8_t)(2 * i), node->staged[i])) {
      return false;
    }
  }
  return true;
}
