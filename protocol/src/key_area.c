/* FIPS 197 as it is written, in few words and without tables: it runs once per device, on a host.
 * The nodes' fast cipher is another file, so that this one judges it. */
#include "msn/key_area.h"

#include <string.h>

enum { BLOCK = 16, ROUNDS = 10, K1_AT = 176 };

static uint8_t times_x(uint8_t a) { return (uint8_t)(a << 1 ^ (a >> 7) * 0x1B); }

static uint8_t product(uint8_t a, uint8_t b)
{
  uint8_t sum = 0;
  for (; b != 0; b >>= 1) {
    sum ^= (uint8_t)((b & 1) * a);
    a = times_x(a);
  }
  return sum;
}

static uint8_t rotated(uint8_t a, int by) { return (uint8_t)(a << by | a >> (8 - by)); }

/* a to the power of 254 is its inverse; then the affine map. */
static uint8_t substitute(uint8_t a)
{
  uint8_t inverse = 1;
  int i;
  for (i = 0; i < 254; i++) {
    inverse = product(inverse, a);
  }
  return (uint8_t)(inverse ^ rotated(inverse, 1) ^ rotated(inverse, 2) ^ rotated(inverse, 3) ^
                   rotated(inverse, 4) ^ 0x63);
}

static void expand(uint8_t *area)
{
  uint8_t constant = 1;
  int at;
  for (at = BLOCK; at < K1_AT; at += 4) {
    const uint8_t *last = area + at - 4;
    const int whole = at % BLOCK == 0;
    int i;
    for (i = 0; i < 4; i++) {
      const uint8_t word = whole ? substitute(last[(i + 1) % 4]) : last[i];
      area[at + i] = (uint8_t)(area[at + i - BLOCK] ^ word);
    }
    if (whole) {
      area[at] ^= constant;
      constant = times_x(constant);
    }
  }
}

static void mix_column(uint8_t *c)
{
  const uint8_t all = (uint8_t)(c[0] ^ c[1] ^ c[2] ^ c[3]);
  const uint8_t first = c[0];
  int i;
  for (i = 0; i < 4; i++) {
    const uint8_t next = i == 3 ? first : c[i + 1];
    c[i] = (uint8_t)(c[i] ^ all ^ times_x((uint8_t)(c[i] ^ next)));
  }
}

static void round_of(uint8_t *state, const uint8_t *round_key, int mixed)
{
  uint8_t moved[BLOCK];
  int i;
  for (i = 0; i < BLOCK; i++) { /* SubBytes and ShiftRows: row i % 4 moves by so many columns */
    moved[i] = substitute(state[(i + 4 * (i % 4)) % BLOCK]);
  }
  memcpy(state, moved, BLOCK);
  for (i = 0; mixed && i < BLOCK; i += 4) {
    mix_column(state + i);
  }
  for (i = 0; i < BLOCK; i++) {
    state[i] ^= round_key[i];
  }
}

/* K1 = E(0) doubled in GF(2^128). */
static void put_k1(uint8_t *area)
{
  uint8_t *k1 = area + K1_AT;
  uint8_t top;
  int i;
  memcpy(k1, area, BLOCK); /* zero, with the first round key added */
  for (i = 1; i <= ROUNDS; i++) {
    round_of(k1, area + BLOCK * i, i < ROUNDS);
  }
  top = k1[0] >> 7;
  for (i = 0; i < BLOCK; i++) {
    const uint8_t carry = i + 1 < BLOCK ? k1[i + 1] >> 7 : 0;
    k1[i] = (uint8_t)(k1[i] << 1 | carry);
  }
  k1[BLOCK - 1] ^= (uint8_t)(top * 0x87);
}

void msn_key_area(const uint8_t key[16], uint8_t area[MSN_KEY_AREA])
{
  memcpy(area, key, BLOCK);
  expand(area);
  put_k1(area);
}
