/* The page in force and the staged one on an 8051. What a commit may change of the first lies in
 * RAM once there is one, the rest in flash; of the second it lies in the bank of the 24C02 that is
 * not in force, so that a commit has only to number and to seal it. */
#include "parts.h"
#include "staged.h"

/* What was provisioned, or the factory's in its place. */
static const uint16_t __code *flash_page(void)
{
  return FW_FLAG(node, factory) ? fw_default_config(FW_SETUP(node)->node_class) : config;
}

uint16_t fw_page_register(uint8_t offset)
{
  uint8_t at = (uint8_t)(offset - FW_PAGE_FIRST);
  if (at < FW_PAGE_COUNT) {
    if (the_looks) {
      return fw_bank_word(node, (uint8_t)(2u * offset));
    }
    if (the_committed) {
      return the_page[at];
    }
  }
  return flash_page()[offset];
}

void fw_take_page(void)
{
  uint8_t i = FW_PAGE_COUNT;
  do {
    i--;
    the_page[i] = fw_page_register((uint8_t)(i + FW_PAGE_FIRST));
  } while (i != 0);
  the_committed = true;
}

void fw_stage_page(void)
{
  uint8_t i = FW_PAGE_FIRST;
  the_looks = false;
  (void)fw_bank_put(node, FW_BANK_NUMBER_AT, FW_BANK_OPEN);
  do {
    (void)fw_bank_put(node, (uint8_t)(2u * i), fw_page_register(i));
    i++;
  } while (i != FW_PAGE_FIRST + FW_PAGE_COUNT);
}

uint16_t fw_staged_register_(uint8_t offset)
{
  uint16_t value;
  the_looks = true;
  value = fw_page_register(offset);
  the_looks = false;
  return value;
}

bool fw_stage_registers(uint8_t at, const uint8_t MSN_MEM *values, uint8_t count)
{
  at = (uint8_t)(2u * at);
  do {
    if (!fw_bank_put(node, at, msn_get16(values))) {
      return false;
    }
    at = (uint8_t)(at + 2u);
    values += 2;
  } while (--count != 0);
  return true;
}
