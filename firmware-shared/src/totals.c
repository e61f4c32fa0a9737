/* What survives power-off: the ring of records, and when a window is booked. */
#include <stddef.h>

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

static uint16_t crc_of_record(const struct fw_node MSN_MEM *node)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  for (i = sizeof TOTALS.crc; i < RECORD; i++) {
    crc = msn_crc16_push(crc, BYTES[i]);
  }
  return crc;
}

/* A record is read where it will be used. */
static bool read_record(struct fw_node MSN_MEM *node, uint8_t at)
{
  return fw_nvm_read(node, at, BYTES, RECORD) && crc_of_record(node) == TOTALS.crc;
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

/* Page by page, so that a beat waits for one at most; the totals stand still meanwhile. A record
 * that is cut short has a wrong CRC, and the one before it stands. */
void fw_totals_save_page(struct fw_node MSN_MEM *node, uint8_t page)
{
  uint8_t at = (uint8_t)(page * FW_NVM_PAGE);
  if (page == 0) {
    MINE.slot = (uint8_t)(MINE.slot + RECORD);
    if (MINE.slot < FW_NVM_TOTALS) {
      MINE.slot = FW_NVM_TOTALS;
    }
    TOTALS.seq++;
    TOTALS.crc = crc_of_record(node);
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

/* `count` bytes to the `count` + 2 bytes at `at` of the record. */
static void add(struct fw_node MSN_MEM *node, uint8_t at, const uint8_t MSN_MEM *from,
                uint8_t count)
{
  uint8_t MSN_MEM *to = BYTES + at;
  uint16_t sum = 0;
  for (count = (uint8_t)(count + 2u); count != 0; count--) {
    sum = (uint16_t)((sum >> 8) + *to);
    if (count > 2) {
      sum = (uint16_t)(sum + *from++);
    }
    *to++ = (uint8_t)sum;
  }
}

#define AT(member) ((uint8_t)offsetof(struct fw_totals, member))
#define ADD(node, member, value) add(node, AT(member), FW_BYTES_OF(value), sizeof(value))

void fw_totals_release(struct fw_node MSN_MEM *node)
{
  ADD(node, pulses[FORWARD], MINE.held[FORWARD]);
  ADD(node, pulses[REVERSE], MINE.held[REVERSE]);
  MINE.held[FORWARD] = 0;
  MINE.held[REVERSE] = 0;
}

uint16_t fw_totals_window(const struct fw_node MSN_MEM *node)
{
  return (uint16_t)(MSN_LOW16(TOTALS.pulses[FORWARD]) + MINE.held[FORWARD] -
                    MSN_LOW16(TOTALS.pulses[REVERSE]) - MINE.held[REVERSE] - TOTALS.booked);
}

void fw_totals_book(struct fw_node MSN_MEM *node)
{
  if (MINE.reverse) {
    ADD(node, part_reverse, MINE.volume);
    TOTALS.booked = (uint16_t)(TOTALS.booked - MINE.window);
  } else {
    ADD(node, part_forward, MINE.volume);
    ADD(node, part_pure, MINE.ratio);
    TOTALS.booked = (uint16_t)(TOTALS.booked + MINE.window);
  }
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

#if FW_WITH_MAC
void fw_totals_clear(struct fw_node MSN_MEM *node)
{
  uint16_t seq = TOTALS.seq;
  clear_totals(node);
  TOTALS.seq = seq;
  MINE.held[FORWARD] = 0;
  MINE.held[REVERSE] = 0;
  MINE.window = 0;
  MINE.due = false;
}
#endif
