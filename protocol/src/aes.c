#include "msn/aes.h"

enum { COLUMN = 4, LAST_KEY = 10 * MSN_AES_BLOCK };

static uint8_t doubled(uint8_t value)
{
  uint8_t twice = (uint8_t)(value << 1);
  return (uint8_t)((value & 0x80u) != 0 ? twice ^ 0x1Bu : twice);
}

void msn_aes_add(uint8_t MSN_MEM *block, const uint8_t MSN_CODE *area, uint8_t key)
{
  uint8_t i;
  for (i = 0; i < MSN_AES_BLOCK; i++) {
    block[i] ^= area[key];
    key++;
  }
}

/* SubBytes, then ShiftRows in place: row n goes left by one, n times. */
static void substitute(uint8_t MSN_MEM *block)
{
  uint8_t row;
  uint8_t turns;
  uint8_t at;
  for (at = 0; at < MSN_AES_BLOCK; at++) {
    block[at] = msn_aes_sbox[block[at]];
  }
  for (row = 1; row < COLUMN; row++) {
    for (turns = row; turns != 0; turns--) {
      uint8_t first = block[row];
      for (at = row; at < MSN_AES_BLOCK - COLUMN; at += COLUMN) {
        block[at] = block[at + COLUMN];
      }
      block[at] = first;
    }
  }
}

static void mix(uint8_t MSN_MEM *block)
{
  uint8_t first = 0;
  uint8_t all = 0;
  uint8_t at;
  for (at = 0; at < MSN_AES_BLOCK; at++) {
    uint8_t row = at & (COLUMN - 1u);
    if (row == 0) {
      first = block[at];
      all = (uint8_t)(first ^ block[at + 1] ^ block[at + 2] ^ block[at + 3]);
    }
    block[at] ^= (uint8_t)(all ^ doubled((uint8_t)(block[at] ^ (row == COLUMN - 1 ? first
                                                                : block[at + 1]))));
  }
}

void msn_aes_encrypt(uint8_t MSN_MEM *block, const uint8_t MSN_CODE *area)
{
  uint8_t key = 0; /* of this round, in the area */
  msn_aes_add(block, area, key);
  do {
    key += MSN_AES_BLOCK;
    substitute(block);
    if (key != LAST_KEY) {
      mix(block);
    }
    msn_aes_add(block, area, key);
    MSN_AES_ROUND();
  } while (key != LAST_KEY);
}
