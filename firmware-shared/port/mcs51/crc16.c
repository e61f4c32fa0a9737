/* protocol/src/crc16.c for the 8051, in less than half the bytes: the parity of A is a bit of its
 * own there. Judged by the vectors, and by every frame of the images' tests. */
#include "msn/crc16.h"

// clang-format off
uint16_t msn_crc16_push(uint16_t crc, uint8_t byte) __naked
{
  __asm
	mov	a,dpl
	xrl	a,_msn_crc16_push_PARM_2
	mov	r7,a		; the mixed byte; r7:0 is shifted by one, then by two
	clr	c
	rrc	a
	mov	r6,a
	clr	a
	rrc	a		; of 0, so no carry is left
	mov	r5,a
	mov	a,r6
	rrc	a
	mov	r4,a
	mov	a,r5
	rrc	a
	xrl	a,r5
	xrl	a,dph
	mov	dpl,a
	mov	a,r4
	xrl	a,r6
	mov	dph,a
	mov	a,r7
	jnb	psw.0,00001$
	xrl	dpl,#0x01
	xrl	dph,#0xc0
00001$:	ret
  __endasm;
  (void)crc;
  (void)byte;
}
// clang-format on
