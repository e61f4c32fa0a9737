/* 24C02 (Atmel data sheet 0180): device address 0xA0, pages of 8 bytes, a write takes up to 5 ms,
 * in which it does not acknowledge its address. So every access begins by asking until it does. */
#include "fw/nvm.h"

#include "i2c.h"
#include "watchdog.h"

#define DEVICE 0xA0u
#define READ 1u
#define TRIES 40u /* of about 0.25 ms */

static bool open_at(uint8_t at)
{
  uint8_t tries = TRIES;
  do {
    FEED_DOG();
    i2c_start();
    if (i2c_put(DEVICE)) {
      return i2c_put(at);
    }
    i2c_stop();
  } while (--tries != 0);
  return false;
}

bool fw_nvm_read(struct fw_node MSN_MEM *node, uint8_t at, uint8_t MSN_MEM *to, uint8_t count)
{
  if (!open_at(at)) {
    return false;
  }
  i2c_start();
  i2c_put(DEVICE | READ);
  do {
    count--;
    *to++ = i2c_get(count != 0);
  } while (count != 0);
  i2c_stop();
  return true;
}

bool fw_nvm_write(struct fw_node MSN_MEM *node, uint8_t at, const uint8_t MSN_MEM *from,
                  uint8_t count)
{
  bool taken = open_at(at);
  for (; taken && count != 0; count--) {
    taken = i2c_put(*from++);
  }
  i2c_stop();
  return taken;
}
