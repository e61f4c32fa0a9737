/* Key areas by the cipher under test, for the vectors that need one on the 8051: there
 * protocol/src/key_area.c, which runs on hosts, takes a minute per key. Nodes get theirs made. */
#include "msn/aes.h"
#include "msn/key_area.h"

static uint8_t at;
static uint8_t constant;

static void next_word(uint8_t *area)
{
  uint8_t i;
  for (i = 0; i < 4; i++) {
    uint8_t word = area[(uint8_t)(at - 4 + i)];
    if (at % MSN_AES_BLOCK == 0) word = msn_aes_sbox[area[(uint8_t)(at - 4 + (i + 1) % 4)]];
    area[(uint8_t)(at + i)] = (uint8_t)(area[(uint8_t)(at + i - MSN_AES_BLOCK)] ^ word);
  }
  if (at % MSN_AES_BLOCK == 0) {
    area[at] ^= constant;
    constant = (uint8_t)(constant & 0x80 ? constant << 1 ^ 0x1B : constant << 1);
  }
}

void msn_key_area(const uint8_t key[16], uint8_t area[MSN_KEY_AREA])
{
  uint8_t *k1 = area + MSN_KEY_K1;
  uint8_t carry;
  uint8_t i;

  for (at = 0; at < MSN_AES_BLOCK; at++) area[at] = key[at];
  constant = 1;
  for (; at < MSN_KEY_K1; at += 4) next_word(area);
  for (i = 0; i < MSN_AES_BLOCK; i++) k1[i] = 0;
  msn_aes_encrypt(k1, area);
  carry = k1[0] & 0x80 ? 0x87 : 0;
  for (i = 0; i < MSN_AES_BLOCK - 1; i++) k1[i] = (uint8_t)(k1[i] << 1 | k1[i + 1] >> 7);
  k1[i] = (uint8_t)(k1[i] << 1 ^ carry);
}
