#include "i2c.h"

#include <at89x52.h>

#define SCL P1_6
#define SDA P1_7

void i2c_start(void)
{
  SDA = 1;
  SCL = 1;
  SDA = 0;
  SCL = 0;
}

void i2c_stop(void)
{
  SDA = 0;
  SCL = 1;
  SDA = 1;
}

/* Eight bits out and eight in are one thing on an open-drain line: what is sent as 1 is read. */
static uint8_t transfer(uint8_t byte)
{
  uint8_t bits = 8;
  do {
    if ((byte & 0x80u) != 0) {
      SDA = 1;
    } else {
      SDA = 0;
    }
    byte <<= 1;
    SCL = 1;
    if (SDA) {
      byte |= 1u;
    }
    SCL = 0;
  } while (--bits != 0);
  return byte;
}

bool i2c_put(uint8_t byte)
{
  bool refused;
  transfer(byte);
  SDA = 1;
  SCL = 1;
  refused = SDA;
  SCL = 0;
  return !refused;
}

uint8_t i2c_get(bool more)
{
  uint8_t byte = transfer(0xFF);
  SDA = !more;
  SCL = 1;
  SCL = 0;
  return byte;
}
