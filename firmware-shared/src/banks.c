/* Two banks of configuration in non-volatile memory. A commit writes the other bank, its CRC last:
 * power that fails leaves the old page or the new one. A bank whose number is blank is open: where
 * registers are staged in it without a key, no CRC that somebody brings about makes it a commit. */
#include <stddef.h>

#include "fw/nvm.h"
#include "msn/crc16.h"
#include "parts.h"
#include "staged.h"

enum { WORD = 2, CRC_AT = FW_BANK_NUMBER_AT + WORD }; /* bytes */

/* The bank that is looked at; but for its search that is the one of the next commit. */
#define BANK_AT(node, at) \
  ((uint8_t)((FW_FLAG(node, second) ? FW_NVM_BANK_B : FW_NVM_BANK_A) + (at)))

uint16_t fw_bank_word(struct fw_node MSN_MEM *node, uint8_t at)
{
  uint8_t word[WORD];
  if (!fw_nvm_read(node, BANK_AT(node, at), word, sizeof word)) {
    return FW_BANK_OPEN;
  }
  return msn_get16(word);
}

bool fw_bank_put(struct fw_node MSN_MEM *node, uint8_t at, uint16_t value)
{
  uint8_t word[WORD];
  if (fw_bank_word(node, at) == value) {
    return true;
  }
  msn_put16(word, value);
  return fw_nvm_write(node, BANK_AT(node, at), word, sizeof word);
}

static uint16_t number_of(struct fw_node MSN_MEM *node)
{
  return fw_bank_word(node, FW_BANK_NUMBER_AT);
}

static uint16_t seal_of(struct fw_node MSN_MEM *node)
{
  return fw_crc16_word(FW_STAGED_CRC(node), number_of(node));
}

static bool bank_whole(struct fw_node MSN_MEM *node)
{
  FW_LOAD_STAGED(node);
  return number_of(node) != FW_BANK_OPEN && seal_of(node) == fw_bank_word(node, CRC_AT);
}

uint8_t fw_bank_recall(struct fw_node MSN_MEM *node)
{
  uint16_t number;
  uint16_t other;
  bool first;
  bool second;

  FW_FLAG(node, second) = false;
  first = bank_whole(node);
  number = number_of(node);
  fw_bank_turn(node);
  second = bank_whole(node);
  other = number_of(node);
  if (!second || (first && (int16_t)(uint16_t)(other - number) <= 0)) {
    fw_bank_turn(node);
    second = first;
  }
  if (!second) {
    return (number & other) == FW_BANK_OPEN ? FW_BANK_BLANK : FW_BANK_SPOILED;
  }
  FW_LOAD_STAGED(node);
  return FW_BANK_WHOLE;
}

bool fw_bank_keep(struct fw_node MSN_MEM *node)
{
  uint16_t number;

  if (!FW_HAS_BANKS(node)) {
    return true; /* it holds until power-off */
  }
  fw_bank_turn(node);
  number = (uint16_t)(number_of(node) + 1u);
  fw_bank_turn(node);
  if (number == FW_BANK_OPEN) {
    number = 0;
  }
  return FW_PUT_STAGED(node) && fw_bank_put(node, FW_BANK_NUMBER_AT, number) &&
         fw_bank_put(node, CRC_AT, seal_of(node)) && bank_whole(node);
}

void fw_bank_turn(struct fw_node MSN_MEM *node)
{
  FW_FLAG(node, second) = !FW_FLAG(node, second);
}
