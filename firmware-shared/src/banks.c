/* Two banks of configuration in non-volatile memory. A commit writes the other bank, its CRC last:
 * power that fails leaves the old page or the new one. Not in the 8051 images. */
#include <stddef.h>

#include "fw/nvm.h"
#include "msn/crc16.h"
#include "parts.h"

/* A bank: 16 registers, generation, CRC of both; big-endian. */
enum { PAGE_BYTES = 32, GENERATION_AT = 32, CRC_AT = 34, BANK_BYTES = 36 };

static uint16_t crc_of(const uint8_t *bank)
{
  uint16_t crc = MSN_CRC_START;
  uint8_t i;
  for (i = 0; i < CRC_AT; i++) {
    crc = msn_crc16_push(crc, bank[i]);
  }
  return crc;
}

/* False: not readable or not whole. */
static bool read_bank(struct fw_node *node, uint8_t at, uint8_t *bank)
{
  return fw_nvm_read(node, at, bank, BANK_BYTES) && crc_of(bank) == msn_get16(bank + CRC_AT);
}

/* The newer whole bank; false: none. */
static bool newest(struct fw_node *node, uint8_t *bank, uint8_t *at)
{
  uint8_t other[BANK_BYTES];
  bool whole = read_bank(node, FW_NVM_BANK_A, bank);
  uint16_t ahead;
  uint8_t i;

  *at = FW_NVM_BANK_A;
  if (!read_bank(node, FW_NVM_BANK_B, other)) {
    return whole;
  }
  ahead = (uint16_t)(msn_get16(other + GENERATION_AT) - msn_get16(bank + GENERATION_AT));
  if (!whole || (ahead != 0 && ahead < 0x8000u)) {
    *at = FW_NVM_BANK_B;
    for (i = 0; i < BANK_BYTES; i++) {
      bank[i] = other[i];
    }
  }
  return true;
}

void fw_config_recall(struct fw_node *node)
{
  uint8_t bank[BANK_BYTES];
  uint16_t page[MSN_LEN_CONFIG];
  uint8_t at;
  uint8_t i;

  if (!newest(node, bank, &at)) {
    return;
  }
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    page[i] = msn_get16(bank + 2 * i);
  }
  if (!fw_config_valid(FW_SETUP(node)->node_class, page)) {
    return;
  }
  for (i = 0; i < MSN_LEN_CONFIG; i++) {
    node->page[i] = page[i];
  }
  FW_FLAG(node, factory) = false;
}

bool fw_config_keep(struct fw_node *node)
{
  uint8_t bank[BANK_BYTES + 4];
  uint8_t at;
  uint16_t generation = 1;
  uint8_t i;

  if (node->nvm == NULL) {
    return true; /* it holds until power-off */
  }
  if (newest(node, bank, &at)) {
    generation = (uint16_t)(msn_get16(bank + GENERATION_AT) + 1u);
    at = at == FW_NVM_BANK_A ? FW_NVM_BANK_B : FW_NVM_BANK_A;
  }
  for (i = 0; i < MSN_LEN_STAGED; i++) {
    msn_put16(bank + 2 * i, node->staged[i]);
  }
  msn_put16(bank + GENERATION_AT, generation);
  msn_put16(bank + CRC_AT, crc_of(bank));
  bank[BANK_BYTES] = bank[BANK_BYTES + 1] = bank[BANK_BYTES + 2] = bank[BANK_BYTES + 3] = 0xFF;
  for (i = 0; i < BANK_BYTES; i = (uint8_t)(i + FW_NVM_PAGE)) {
    if (!fw_nvm_write(node, (uint8_t)(at + i), bank + i, FW_NVM_PAGE)) {
      return false;
    }
  }
  return true;
}
