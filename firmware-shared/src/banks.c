/* Two banks of configuration in non-volatile memory. A commit writes the other bank, its CRC last:
 * power that fails leaves the old page or the new one. */
#include <stddef.h>

#include "fw/nvm.h"
#include "msn/crc16.h"
#include "parts.h"
#include "staged.h"

/* A bank: 16 registers, generation, CRC of both; big-endian. */
enum { GENERATION_AT = 32, CRC_AT = 34 };
#define BLANK 0xFFFFu /* erased, or a memory that does not answer */

/* The bank that is looked at; but for its search that is the one of the next commit. */
#define BANK(node) (FW_FLAG(node, second) ? FW_NVM_BANK_B : FW_NVM_BANK_A)
#define CHUNK (MSN_FRAME(&node->line) + FW_SCRATCH_AT)

uint16_t fw_bank_word(struct fw_node MSN_MEM *node, uint8_t at)
{
  uint8_t word[2];
  if (!fw_nvm_read(node, (uint8_t)(BANK(node) + at), word, sizeof word)) {
    return BLANK;
  }
  return msn_get16(word);
}

/* That it took is seen by reading. */
static void put_word(struct fw_node MSN_MEM *node, uint8_t at, uint16_t value)
{
  uint8_t word[2];
  msn_put16(word, value);
  (void)fw_nvm_write(node, (uint8_t)(BANK(node) + at), word, sizeof word);
}

bool fw_bank_put(struct fw_node MSN_MEM *node, uint8_t at, const uint8_t MSN_MEM *from,
                 uint8_t count)
{
  return fw_nvm_write(node, (uint8_t)(BANK(node) + at), from, count);
}

void fw_bank_put_page(struct fw_node MSN_MEM *node, const uint16_t MSN_PAGE_MEM *page)
{
  uint8_t i = 0;
  do {
    uint8_t at = (uint8_t)(2u * i);
    uint8_t chunk = 0;
    do {
      msn_put16(CHUNK + chunk, FW_IN_PAGE(page, i));
      chunk = (uint8_t)(chunk + 2u);
      i++;
    } while (chunk != FW_NVM_PAGE);
    (void)fw_bank_put(node, at, CHUNK, FW_NVM_PAGE);
  } while (i != MSN_LEN_CONFIG);
}

static uint16_t crc_of_bank(struct fw_node MSN_MEM *node)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t at;
  for (at = 0; at != CRC_AT; at = (uint8_t)(at + 2u)) {
    crc = fw_crc16_word(crc, fw_bank_word(node, at));
  }
  return crc;
}

static bool bank_whole(struct fw_node MSN_MEM *node)
{
  return crc_of_bank(node) == fw_bank_word(node, CRC_AT);
}

/* Looks at the newer whole bank. */
static uint8_t newest(struct fw_node MSN_MEM *node)
{
  uint16_t generation;
  uint16_t other;
  bool first;
  bool second;

  FW_FLAG(node, second) = false;
  first = bank_whole(node);
  generation = fw_bank_word(node, GENERATION_AT);
  FW_FLAG(node, second) = true;
  second = bank_whole(node);
  other = fw_bank_word(node, GENERATION_AT);
  if (!second || (first && (int16_t)(uint16_t)(other - generation) <= 0)) {
    FW_FLAG(node, second) = false;
  }
  if (first || second) {
    return FW_BANK_WHOLE;
  }
  return (generation & other) == BLANK ? FW_BANK_BLANK : FW_BANK_SPOILED;
}

uint8_t fw_bank_recall(struct fw_node MSN_MEM *node)
{
  uint8_t found = newest(node);
  if (found != FW_BANK_WHOLE) {
    return found;
  }
  FW_LOAD_STAGED(node);
  if (!fw_config_take_staged(node)) {
    found = FW_BANK_SPOILED;
  }
  fw_bank_turn(node);
  return found;
}

bool fw_bank_keep(struct fw_node MSN_MEM *node)
{
  uint16_t generation;

  if (!FW_HAS_BANKS(node)) {
    return true; /* it holds until power-off */
  }
  fw_bank_turn(node);
  generation = (uint16_t)(fw_bank_word(node, GENERATION_AT) + 1u);
  fw_bank_turn(node);
  FW_PUT_STAGED(node);
  put_word(node, GENERATION_AT, generation);
  put_word(node, CRC_AT, crc_of_bank(node));
  return bank_whole(node);
}

void fw_bank_turn(struct fw_node MSN_MEM *node)
{
  FW_FLAG(node, second) = !FW_FLAG(node, second);
}
