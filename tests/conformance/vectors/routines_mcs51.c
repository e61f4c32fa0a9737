/* The assembler routines of the 8051 images (port/mcs51) behind the names and the large memory
 * model of the vectors. What is judged is their very files; here is only how arguments come to the
 * places where a node's image has them. */
#include "fw/muldiv.h"
#include "msn/aes.h"
#include "msn/crc16.h"
#include "msn/key_area.h"

/* Where small-model functions have their arguments behind the first. */
__data uint8_t msn_crc16_push_PARM_2;
__data uint32_t fw_muldiv_PARM_2, fw_muldiv_PARM_3;

__data uint8_t WDTRST;
__idata uint8_t the_frame[MSN_AES_BLOCK];
/* RAM that this 8051 reads as code, too (RD and PSEN joined, tst_vectors). */
static __xdata __at(0xFF10) uint8_t keys[MSN_KEY_AREA];

/* A caller may have left anything in the registers that bear no argument. Their own are given back,
 * because sdcc saves none around a function in whose assembler it sees none used; from a place that
 * is no stack, for that has no byte to spare. */
static __data uint8_t kept[8];

#define SPOILT(registers, routine)                                                             \
  __asm__("\tmov _kept,r0\n\tmov _kept+1,r1\n\tmov _kept+2,r2\n\tmov _kept+3,r3\n"             \
          "\tmov _kept+4,r4\n\tmov _kept+5,r5\n\tmov _kept+6,r6\n\tmov _kept+7,r7\n"           \
          "\tmov r0,#0x5a\n\tmov r1,#0xa5\n\tmov r2,#0x3c\n\tmov r3,#0xc3\n" registers         \
          "\tsetb c\n\tlcall " routine "\n"                                                     \
          "\tmov r0,_kept\n\tmov r1,_kept+1\n\tmov r2,_kept+2\n\tmov r3,_kept+3\n"             \
          "\tmov r4,_kept+4\n\tmov r5,_kept+5\n\tmov r6,_kept+6\n\tmov r7,_kept+7\n\tret\n")

static uint16_t crc16_push(uint16_t crc, uint8_t byte) __naked
{
  SPOILT("\tmov a,#0x69\n\tmov b,a\n", "_port_crc16_push");
  (void)crc;
  (void)byte;
}

static uint32_t muldiv(uint32_t a, uint32_t b, uint32_t c) __naked
{
  SPOILT("", "_port_muldiv");
  (void)a;
  (void)b;
  (void)c;
}

static void encrypt(void) __naked { SPOILT("\tmov a,#0x69\n", "_msn_aes_encrypt_"); }

static void add(uint8_t key) __naked
{
  SPOILT("\tmov a,#0x69\n", "_msn_aes_add_");
  (void)key;
}

uint16_t msn_crc16_push(uint16_t crc, uint8_t byte)
{
  msn_crc16_push_PARM_2 = byte;
  return crc16_push(crc, byte);
}

uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c)
{
  fw_muldiv_PARM_2 = b;
  fw_muldiv_PARM_3 = c;
  return muldiv(a, b, c);
}

static void put(const uint8_t *block, const uint8_t *area)
{
  uint8_t i;
  for (i = 0; i < MSN_AES_BLOCK; i++) the_frame[i] = block[i];
  for (i = 0; i < MSN_KEY_AREA; i++) keys[i] = area[i];
}

static void take(uint8_t *block)
{
  uint8_t i;
  for (i = 0; i < MSN_AES_BLOCK; i++) block[i] = the_frame[i];
}

void msn_aes_encrypt(uint8_t *block, const uint8_t *area)
{
  put(block, area);
  encrypt();
  take(block);
}

void msn_aes_add(uint8_t *block, const uint8_t *area, uint8_t key)
{
  put(block, area);
  add(key);
  take(block);
}
