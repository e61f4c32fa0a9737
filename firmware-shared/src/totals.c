/* What survives power-off: the ring of records, and when a window is booked. */
#include "flow_parts.h"
#include "fw/nvm.h"
#include "msn/crc16.h"

enum { RECORD = 32 };

static void clear_totals(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < RECORD; i++) {
    BYTES[i] = 0;
  }
}

/* A record is read where it will be used. */
static bool read_record(struct fw_node MSN_MEM *node, uint8_t at)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  if (!fw_nvm_read(node, at, BYTES, RECORD)) {
    return false;
  }
  for (i = 0; i < RECORD - 2; i++) {
    crc = msn_crc16_push(crc, BYTES[i]);
  }
  return crc == TOTALS.crc;
}

void fw_totals_load(struct fw_node MSN_MEM *node)
{
  uint8_t at = FW_NVM_TOTALS;
  uint16_t newest = 0;
  MINE.slot = 0;
  do {
    if (read_record(node, at) &&
        (MINE.slot == 0 || (uint16_t)(TOTALS.seq - newest) < 0x8000u)) {
      MINE.slot = at;
      newest = TOTALS.seq;
    }
    at = (uint8_t)(at + RECORD);
  } while (at != 0);
  if (MINE.slot == 0 || !read_record(node, MINE.slot)) {
    clear_totals(node);
  }
}

/* Page by page, so that a beat waits for one at most. The CRC comes last: a record that is cut
 * short is none, and the one before it stands. */
void fw_totals_save_page(struct fw_node MSN_MEM *node, uint8_t page)
{
  uint8_t at = (uint8_t)(page * FW_NVM_PAGE);
  uint8_t end = page == FW_TOTALS_LAST_PAGE ? RECORD - 2 : (uint8_t)(at + FW_NVM_PAGE);
  uint8_t i;
  if (page == 0) {
    MINE.slot = (uint8_t)(MINE.slot + RECORD);
    if (MINE.slot < FW_NVM_TOTALS) {
      MINE.slot = FW_NVM_TOTALS;
    }
    TOTALS.pending = MINE.counted;
    TOTALS.seq++;
    TOTALS.crc = MSN_CRC_START;
  }
  for (i = at; i != end; i++) {
    TOTALS.crc = msn_crc16_push(TOTALS.crc, BYTES[i]);
  }
  fw_nvm_write(node, (uint8_t)(MINE.slot + at), BYTES + at, FW_NVM_PAGE);
}

void fw_totals_save(struct fw_node MSN_MEM *node)
{
  uint8_t page;
  for (page = 0; page <= FW_TOTALS_LAST_PAGE; page++) {
    fw_totals_save_page(node, page);
  }
  MINE.saving = false;
}

void fw_totals_release(struct fw_node MSN_MEM *node)
{
  TOTALS.sum[FORWARD] += MINE.held[FORWARD];
  TOTALS.sum[REVERSE] += MINE.held[REVERSE];
  MINE.held[FORWARD] = 0;
  MINE.held[REVERSE] = 0;
}

static void add_parts(struct fw_node MSN_MEM *node, uint8_t which, uint32_t parts)
{
  parts += TOTALS.part[which]; /* no overflow: a second's parts are far below 2^32 */
  TOTALS.part[which] = MSN_LOW16(parts);
  TOTALS.sum[VOLUME + which] += MSN_HIGH16(parts);
}

void fw_totals_book(struct fw_node MSN_MEM *node)
{
  if (MINE.window < 0) {
    add_parts(node, REVERSE, MINE.volume);
  } else {
    add_parts(node, FORWARD, MINE.volume);
    add_parts(node, PURE - VOLUME, MINE.ratio);
  }
  MINE.counted = (int16_t)(MINE.counted - MINE.window);
  MINE.due = false;
}

/* What is being told or saved stands still. */
void fw_totals_settle(struct fw_node MSN_MEM *node)
{
  if (node->reply.head == 0 && !MINE.saving) {
    fw_totals_release(node);
    if (MINE.due) {
      fw_totals_book(node);
    }
  }
}

void fw_totals_clear(struct fw_node MSN_MEM *node)
{
  uint16_t seq = TOTALS.seq;
  clear_totals(node);
  TOTALS.seq = seq;
  MINE.held[FORWARD] = 0;
  MINE.held[REVERSE] = 0;
  MINE.counted = 0;
  MINE.window = 0;
  MINE.due = false;
}
