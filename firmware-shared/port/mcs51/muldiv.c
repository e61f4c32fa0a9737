/* src/muldiv.c for the 8051: the same numbers (the vectors judge both) in half the bytes and half
 * the time, because C cannot say "and what carry that left". */
#include "fw/muldiv.h"

#ifdef MSN_ROOMY /* the runner of the vectors has its parameters in external RAM */
extern __data uint32_t factor, divisor; /* where functions that call none have theirs */
#define FACTOR _factor
#define DIVISOR _divisor
#else
#define FACTOR _fw_muldiv_PARM_2
#define DIVISOR _fw_muldiv_PARM_3
#endif

/* R3:R0 is the upper half: `a`, whose bits leave at the top, then the remainder. R7:R4 is the
 * lower: the product, into which the quotient comes. B counts. */

// clang-format off
/* Both halves to the left; the carry is what left. */
static void shift(void) __naked
{
  __asm
	mov	a,r4
	add	a,r4
	mov	r4,a
	mov	a,r5
	rlc	a
	mov	r5,a
	mov	a,r6
	rlc	a
	mov	r6,a
	mov	a,r7
	rlc	a
	mov	r7,a
	mov	a,r0
	rlc	a
	mov	r0,a
	mov	a,r1
	rlc	a
	mov	r1,a
	mov	a,r2
	rlc	a
	mov	r2,a
	mov	a,r3
	rlc	a
	mov	r3,a
	ret
  __endasm;
}

/* Carry: the upper half is below the divisor. */
static void compare(void) __naked
{
  __asm
	clr	c
	mov	a,r0
	subb	a,DIVISOR
	mov	a,r1
	subb	a,(DIVISOR + 1)
	mov	a,r2
	subb	a,(DIVISOR + 2)
	mov	a,r3
	subb	a,(DIVISOR + 3)
	ret
  __endasm;
}

static void multiply(void) __naked
{
  __asm
	mov	b,#32
00001$:	lcall	_shift
	jnc	00002$
	mov	a,r4
	add	a,FACTOR
	mov	r4,a
	mov	a,r5
	addc	a,(FACTOR + 1)
	mov	r5,a
	mov	a,r6
	addc	a,(FACTOR + 2)
	mov	r6,a
	mov	a,r7
	addc	a,(FACTOR + 3)
	mov	r7,a
	jnc	00002$
	inc	r0
	cjne	r0,#0,00002$
	inc	r1
	cjne	r1,#0,00002$
	inc	r2
	cjne	r2,#0,00002$
	inc	r3
00002$:	djnz	b,00001$
	ret
  __endasm;
}

static void divide(void) __naked
{
  __asm
	mov	b,#32
00001$:	lcall	_shift
	jc	00002$
	lcall	_compare
	jc	00003$
00002$:	clr	c
	mov	a,r0
	subb	a,DIVISOR
	mov	r0,a
	mov	a,r1
	subb	a,(DIVISOR + 1)
	mov	r1,a
	mov	a,r2
	subb	a,(DIVISOR + 2)
	mov	r2,a
	mov	a,r3
	subb	a,(DIVISOR + 3)
	mov	r3,a
	inc	r4
00003$:	djnz	b,00001$
	ret
  __endasm;
}

/* Twice the remainder: carry = it is below the divisor, so the quotient is the nearest. */
static void halve(void) __naked
{
  __asm
	mov	a,r0
	add	a,r0
	mov	r0,a
	mov	a,r1
	rlc	a
	mov	r1,a
	mov	a,r2
	rlc	a
	mov	r2,a
	mov	a,r3
	rlc	a
	mov	r3,a
	jc	00001$
	lcall	_compare
	ret
00001$:	clr	c
	ret
  __endasm;
}

#ifdef MSN_ROOMY
static void places(void) __naked
{
  __asm
	.area OSEG    (OVR,DATA)
_factor::
	.ds 4
_divisor::
	.ds 4
	.area CSEG    (CODE)
  __endasm;
}

static uint32_t muldiv(uint32_t a) __naked;
uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c)
{
  factor = b;
  divisor = c;
  return muldiv(a);
}
static uint32_t muldiv(uint32_t a) __naked
#else
uint32_t fw_muldiv(uint32_t a, uint32_t b, uint32_t c) __naked
#endif
{
  __asm
	mov	r0,dpl
	mov	r1,dph
	mov	r2,b
	mov	r3,a
	clr	a
	mov	r4,a
	mov	r5,a
	mov	r6,a
	mov	r7,a
	lcall	_multiply
	lcall	_compare
	jnc	00001$
	lcall	_divide
	lcall	_halve
	jc	00002$
	inc	r4
	cjne	r4,#0,00002$
	inc	r5
	cjne	r5,#0,00002$
	inc	r6
	cjne	r6,#0,00002$
	inc	r7
	cjne	r7,#0,00002$
00001$:	mov	a,#0xff		; does not fit
	mov	r4,a
	mov	r5,a
	mov	r6,a
	mov	r7,a
00002$:	mov	dpl,r4
	mov	dph,r5
	mov	b,r6
	mov	a,r7
	ret
  __endasm;
  (void)a;
#ifndef MSN_ROOMY
  (void)b;
  (void)c;
#endif
}
// clang-format on
