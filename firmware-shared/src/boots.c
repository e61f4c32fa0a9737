/* The count of boots in non-volatile memory is the boot id: none comes twice, so no nonce does. Two
 * records take turns; power that fails while one is written leaves the other, and the boot it cut
 * short had told its id to nobody. */
#include "fw/nvm.h"
#include "parts.h"

enum { RECORDS = 2, RECORD_BYTES = 8, COUNT_BYTES = 4 }; /* count, big-endian; its complement */
enum { BEGUN = 0x8000 }; /* top bit of a count whose start was not found: no small number */

#define SCRATCH MSN_FRAME(&node->line) /* free: nothing was heard yet */

static bool whole(const uint8_t MSN_MEM *record)
{
  uint8_t i;
  for (i = 0; i < COUNT_BYTES; i++) {
    if ((uint8_t)(record[i] ^ record[i + COUNT_BYTES]) != 0xFF) {
      return false;
    }
  }
  return true;
}

static uint32_t count_of(const uint8_t MSN_MEM *record)
{
  return MSN_JOIN32(msn_get16(record), msn_get16(record + 2));
}

/* Written, and read back as it was written. */
static bool keep(struct fw_node MSN_MEM *node, uint8_t at, uint32_t count)
{
  uint8_t i;
  msn_put16(SCRATCH, MSN_HIGH16(count));
  msn_put16(SCRATCH + 2, MSN_LOW16(count));
  for (i = 0; i < COUNT_BYTES; i++) {
    SCRATCH[i + COUNT_BYTES] = (uint8_t)~SCRATCH[i];
  }
  return fw_nvm_write(node, at, SCRATCH, RECORD_BYTES) &&
         fw_nvm_read(node, at, SCRATCH, RECORD_BYTES) && whole(SCRATCH) &&
         count_of(SCRATCH) == count;
}

/* Of one record alone nobody knows whether the other held the newer count: that one is left out. */
void fw_count_boot(struct fw_node MSN_MEM *node)
{
  uint32_t count = (node->boot_id | BEGUN) << 16; /* nothing found: begin where nobody was */
  uint8_t at = FW_NVM_BOOTS;
  uint8_t found = 0;
  uint8_t i;

  if (!fw_nvm_read(node, FW_NVM_BOOTS, SCRATCH, RECORDS * RECORD_BYTES)) {
    return;
  }
  for (i = 0; i < RECORDS * RECORD_BYTES; i = (uint8_t)(i + RECORD_BYTES)) {
    if (!whole(SCRATCH + i)) {
      continue;
    }
    if (found == 0 || (int32_t)(count_of(SCRATCH + i) - count) > 0) {
      count = count_of(SCRATCH + i);
      at = (uint8_t)(FW_NVM_BOOTS + (RECORD_BYTES - i)); /* the other one is next */
    }
    found++;
  }
  if (found == 0) {
    keep(node, FW_NVM_BOOTS + RECORD_BYTES, count);
  }
  count += found == 1 ? 2u : 1u;
  if (keep(node, at, count)) {
    node->boot_id = count;
    node->counted = true;
  }
}
