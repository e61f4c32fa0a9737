/* The count of boots in non-volatile memory is the boot id: none comes twice, so no nonce does. Two
 * records take turns; power that fails while one is written leaves the other, and the boot it cut
 * short had told its id to nobody. All in bytes and in one place, for the 8051's sake. */
#include "fw/nvm.h"
#include "parts.h"

enum { RECORD_BYTES = 8, COUNT_BYTES = 4 }; /* count, big-endian; its complement */
enum { FIRST_AT = FW_NVM_BOOTS, SECOND_AT = FIRST_AT + RECORD_BYTES };
/* Where a count begins when none was found: entropy in the upper half of the numbers, below their
 * end by more than a memory can be written. Ids that were never counted are small. */
enum { BEGIN_SET = 0x80, BEGIN_MASK = 0xBF };

#define COUNT MSN_FRAME(&node->line) /* in the frame: nothing was heard yet */
#define OTHER (COUNT + RECORD_BYTES)

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

/* The first byte that differs tells. */
enum order { OLDER, SAME, NEWER };
static uint8_t other_is(const struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < COUNT_BYTES; i++) {
    if (OTHER[i] != COUNT[i]) {
      return OTHER[i] > COUNT[i] ? NEWER : OLDER;
    }
  }
  return SAME;
}

static void count_on(struct fw_node MSN_MEM *node)
{
  uint8_t i = COUNT_BYTES;
  do {
    i--;
    COUNT[i]++;
  } while (COUNT[i] == 0 && i != 0);
}

/* Written, and read back as it was written. */
static bool keep(struct fw_node MSN_MEM *node, uint8_t at)
{
  uint8_t i;
  for (i = 0; i < COUNT_BYTES; i++) {
    COUNT[i + COUNT_BYTES] = (uint8_t)~COUNT[i];
  }
  return fw_nvm_write(node, at, COUNT, RECORD_BYTES) &&
         fw_nvm_read(node, at, OTHER, RECORD_BYTES) && whole(OTHER) && other_is(node) == SAME;
}

static void begin_count(struct fw_node MSN_MEM *node)
{
  COUNT[0] = (uint8_t)(((uint8_t)(FW_BOOT_ID(node) >> 8) | BEGIN_SET) & BEGIN_MASK);
  COUNT[1] = (uint8_t)FW_BOOT_ID(node);
  COUNT[2] = 0;
  COUNT[3] = 0;
  (void)keep(node, SECOND_AT);
}

static void take_other(struct fw_node MSN_MEM *node)
{
  uint8_t i;
  for (i = 0; i < COUNT_BYTES; i++) {
    COUNT[i] = OTHER[i];
  }
}

/* The count of this boot into COUNT; returns where the older record lies, which is the next to go.
 * A spoiled one may have held the newer count: that one is left out. */
static uint8_t next_count(struct fw_node MSN_MEM *node)
{
  bool first = whole(COUNT);
  bool second = whole(OTHER);
  uint8_t at = FIRST_AT;
  if (first && !(second && other_is(node) == NEWER)) {
    at = SECOND_AT;
  } else if (second) {
    take_other(node);
  } else {
    begin_count(node);
  }
  if (first != second) {
    count_on(node);
  }
  count_on(node);
  return at;
}

static void take_id(struct fw_node MSN_MEM *node)
{
  FW_BOOT_ID(node) = MSN_JOIN32(msn_get16(COUNT), msn_get16(COUNT + 2));
  FW_FLAG(node, counted) = true;
}

void fw_count_boot(struct fw_node MSN_MEM *node)
{
  if (fw_nvm_read(node, FIRST_AT, COUNT, 2 * RECORD_BYTES) && keep(node, next_count(node))) {
    take_id(node);
  }
}
