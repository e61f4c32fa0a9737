/* src/muldiv.c for the 8051: the same numbers (the vectors judge both) in half the bytes and half
 * the time, because C cannot say "and what carry that left". */
#include "fw/muldiv.h"

/* R3:R0 is the upper half: `a`, whose bits leave at the top, then the remainder. R7:R4 is the
 * lower: the product, into which the quotient comes. B counts. sdcc puts the second and the third
 * argument into directly addressed RAM, the lowest byte first. */
#define FACTOR "_fw_muldiv_PARM_2"
#define DIVISOR "_fw_muldiv_PARM_3"

// clang-format off
#define LINE(text) "\t" text "\n"
#define LOAD(r) LINE("mov a," #r)
#define STORE(r) LINE("mov " #r ",a")
#define ROTATE(r) LOAD(r) LINE("rlc a") STORE(r)
#define ADD(r, n) LOAD(r) LINE("addc a,(" FACTOR " + " #n ")") STORE(r)
#define LESS(r, n) LOAD(r) LINE("subb a,(" DIVISOR " + " #n ")")
#define SUBTRACT(r, n) LESS(r, n) STORE(r)
/* The next higher byte when this one has run over, else to 2. */
#define CARRY_ON(r) LINE("inc " #r) LINE("cjne " #r ",#0,00002$")

#define ROTATE_UPPER ROTATE(r0) ROTATE(r1) ROTATE(r2) ROTATE(r3)
#define ROTATE_LOWER ROTATE(r4) ROTATE(r5) ROTATE(r6) ROTATE(r7)

/* Both halves to the left; the carry is what left. */
static void shift(void) __naked
{
  __asm__(LINE("clr c") ROTATE_LOWER ROTATE_UPPER LINE("ret"));
}

/* Called without carry. Carry: the upper half is below the divisor. */
static void compare(void) __naked
{
  __asm__(LESS(r0, 0) LESS(r1, 1) LESS(r2, 2) LESS(r3, 3) LINE("ret"));
}

/* Zero bytes at the top of `a` are left out, 8 shifts each: whoever has the choice gives the
 * smaller number first. */
static void multiply(void) __naked
{
  __asm__(LINE("mov b,#32")
    "00003$:\n" LOAD(r3) LINE("jnz 00001$")
    LOAD(r2) STORE(r3) LOAD(r1) STORE(r2) LOAD(r0) STORE(r1) LINE("mov r0,#0")
    LOAD(b) LINE("add a,#-8") STORE(b) LINE("jnz 00003$") LINE("clr c") LINE("ret")
    "00001$:\n" LINE("lcall _shift") LINE("jnc 00002$")
    LINE("clr c") ADD(r4, 0) ADD(r5, 1) ADD(r6, 2) ADD(r7, 3) LINE("jnc 00002$")
    CARRY_ON(r0) CARRY_ON(r1) CARRY_ON(r2) LINE("inc r3")
    "00002$:\n" LINE("djnz b,00001$") LINE("ret"));
}

static void divide(void) __naked
{
  __asm__(LINE("mov b,#32")
    "00001$:\n" LINE("lcall _shift") LINE("jc 00002$")
    LINE("lcall _compare") LINE("jc 00003$")
    "00002$:\n" LINE("clr c")
    SUBTRACT(r0, 0) SUBTRACT(r1, 1) SUBTRACT(r2, 2) SUBTRACT(r3, 3) LINE("inc r4")
    "00003$:\n" LINE("djnz b,00001$") LINE("ret"));
}

/* Twice the remainder: carry = it is below the divisor, so the quotient is the nearest. */
static void halve(void) __naked
{
  __asm__(LINE("clr c") ROTATE_UPPER LINE("jc 00001$")
    LINE("lcall _compare") LINE("ret")
    "00001$:\n" LINE("clr c") LINE("ret"));
}

uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c) __naked
{
  __asm__(LINE("mov r0,dpl") LINE("mov r1,dph") LINE("mov r2,b") STORE(r3)
    LINE("clr a") STORE(r4) STORE(r5) STORE(r6) STORE(r7)
    LINE("lcall _multiply") LINE("lcall _compare") LINE("jnc 00001$")
    LINE("lcall _divide") LINE("lcall _halve") LINE("jc 00002$")
    CARRY_ON(r4) CARRY_ON(r5) CARRY_ON(r6) CARRY_ON(r7)
    "00001$:\n" LINE("mov a,#0xff") /* it does not fit */
    STORE(r4) STORE(r5) STORE(r6) STORE(r7)
    "00002$:\n" LINE("mov dpl,r4") LINE("mov dph,r5") LINE("mov b,r6") LOAD(r7) LINE("ret"));
  (void)a;
  (void)b;
  (void)c;
}
// clang-format on
