/* protocol/src/aes.c for the 8051, in half the bytes and a third of the time: C has no rotation of
 * a row through A. The block and the keys lie at fixed places (one_node.h). The vectors
 * judge it, and every secured request of the images' tests, against OpenSSL. */
#include "msn/aes.h"

#define BLOCK (_the_frame + CMAC_AT)
#define BLOCK_END (_the_frame + CMAC_AT + 16)
#define KEYS_PAGE (BOARD_KEYS_AT >> 8)
#define FIRST_KEY (BOARD_KEYS_AT & 0xff) /* low bytes: the area crosses no border of 256 */
#define LAST_KEY (FIRST_KEY + 0xa0)

// clang-format off
/* 16 bytes of the area from R5 on, which moves past them. */
static void add_key(void) __naked
{
  __asm
	mov	dph,#KEYS_PAGE
	mov	dpl,r5
	mov	r0,#BLOCK
00001$:	clr	a
	movc	a,@a+dptr
	xrl	a,@r0
	mov	@r0,a
	inc	dptr
	inc	r0
	cjne	r0,#BLOCK_END,00001$
	mov	r5,dpl
	ret
  __endasm;
}

void msn_aes_add_(uint8_t key) __naked
{
  __asm
	mov	a,dpl
	add	a,#FIRST_KEY
	mov	r5,a
	ljmp	_add_key
  __endasm;
  (void)key;
}

static void substitute_(void) __naked
{
  __asm
	mov	dptr,#_msn_aes_sbox
	mov	r0,#BLOCK
00001$:	mov	a,@r0
	movc	a,@a+dptr
	mov	@r0,a
	inc	r0
	cjne	r0,#BLOCK_END,00001$
	mov	r1,#(BLOCK + 1)	; row n goes left by one, n times
	mov	r6,#1
00002$:	mov	a,r6
	mov	r7,a
00003$:	mov	a,r1
	add	a,#16
	mov	r0,a
	mov	a,@r1
	mov	r4,#4
00004$:	dec	r0
	dec	r0
	dec	r0
	dec	r0
	xch	a,@r0
	djnz	r4,00004$
	djnz	r7,00003$
	inc	r1
	inc	r6
	cjne	r6,#4,00002$
	ret
  __endasm;
}

/* A: the byte below the one at R0, or above the last the first; R3: the sum of the column. */
static void mix_byte(void) __naked
{
  __asm
	xrl	a,@r0
	add	a,acc
	jnc	00001$
	xrl	a,#0x1b
00001$:	xrl	a,r3
	xrl	a,@r0
	mov	@r0,a
	inc	r0
	ret
  __endasm;
}

static void mix_(void) __naked
{
  __asm
	mov	r0,#BLOCK
00001$:	mov	a,@r0
	mov	r2,a
	inc	r0
	xrl	a,@r0
	inc	r0
	xrl	a,@r0
	inc	r0
	xrl	a,@r0
	mov	r3,a
	dec	r0
	dec	r0
	dec	r0
	mov	r4,#3
00002$:	inc	r0
	mov	a,@r0
	dec	r0
	lcall	_mix_byte
	djnz	r4,00002$
	mov	a,r2
	lcall	_mix_byte
	cjne	r0,#BLOCK_END,00001$
	ret
  __endasm;
}

void msn_aes_encrypt_(void) __naked
{
  __asm
	mov	r5,#FIRST_KEY
	lcall	_add_key
00001$:	lcall	_substitute_
	cjne	r5,#LAST_KEY,00002$
	sjmp	00003$
00002$:	lcall	_mix_
00003$:	lcall	_add_key
	mov	_WDTRST,#0x1e
	mov	_WDTRST,#0xe1
	cjne	r5,#(LAST_KEY + 16),00001$
	ret
  __endasm;
}
// clang-format on
