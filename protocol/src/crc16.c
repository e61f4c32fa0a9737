#include "msn/crc16.h"

/* Without table and without loop: the polynomial x^16 + x^15 + x^2 + 1 divides by x + 1, so eight
 * shift steps fold into two shifts of the byte and its parity. tests/protocol compares all of it
 * with the bitwise definition. */
uint16_t msn_crc16_push(uint16_t crc, uint8_t byte)
{
  uint8_t mixed = (uint8_t)(byte ^ (uint8_t)crc);
  uint8_t parity = mixed;
  uint16_t next = (uint16_t)(mixed << 6);

  parity = (uint8_t)(parity ^ (parity >> 4));
  parity = (uint8_t)(parity ^ (parity >> 2));
  parity = (uint8_t)(parity ^ (parity >> 1));
  next = (uint16_t)((crc >> 8) ^ next ^ (uint16_t)(next << 1));
  return (parity & 1u) != 0 ? (uint16_t)(next ^ 0xC001u) : next;
}
