/* The page in force and the staged one on an 8051: of the first, what a commit may change lies in
 * RAM and the rest in flash; the second lies in the bank of the 24C02 that is not in force, so that
 * a commit has only to number and to seal it. */
#include "fw/nvm.h"
#include "parts.h"
#include "staged.h"

#define CHANGES(offset) ((uint8_t)((offset)-FW_PAGE_FIRST) < FW_PAGE_COUNT)

/* What was provisioned, or the factory's in its place. */
static const uint16_t __code *flash_page(void)
{
  return FW_FLAG(node, factory) ? fw_default_config(FW_SETUP(node)->node_class) : config;
}

uint16_t fw_page_register(uint8_t offset)
{
  if (the_looks) {
    return fw_bank_word(node, (uint8_t)(2u * offset));
  }
  return CHANGES(offset) ? the_page[(uint8_t)(offset - FW_PAGE_FIRST)] : flash_page()[offset];
}

void fw_take_page(void)
{
  uint8_t i = FW_PAGE_FIRST;
  do {
    the_page[(uint8_t)(i - FW_PAGE_FIRST)] = the_looks ? fw_page_register(i) : flash_page()[i];
    i++;
  } while (i != FW_PAGE_FIRST + FW_PAGE_COUNT);
}

bool fw_page_changeable(void)
{
  uint8_t i = MSN_LEN_CONFIG;
  do {
    i--;
    if (!CHANGES(i) && fw_page_register(i) != flash_page()[i]) {
      return false;
    }
  } while (i != 0);
  return true;
}

/* Within the memory's pages of eight bytes. */
bool fw_stage_registers(uint8_t at, const uint8_t MSN_MEM *values, uint8_t count)
{
  uint8_t left = (uint8_t)(2u * count);
  at = (uint8_t)(2u * at);
  do {
    uint8_t now = (uint8_t)(FW_NVM_PAGE - (at & (FW_NVM_PAGE - 1u)));
    if (now > left) {
      now = left;
    }
    if (!fw_bank_put(node, at, values, now)) {
      return false;
    }
    at = (uint8_t)(at + now);
    values += now;
    left = (uint8_t)(left - now);
  } while (left != 0);
  return true;
}
