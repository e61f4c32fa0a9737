/* Included before every source of the 8051's vectors. The port's own routines
 * (port/mcs51/{aes,crc16,muldiv}.c) find in it the places where they have their arguments in a
 * node's image (one_node.h, and directly addressed parameters). They and the shared sources, which
 * call routines_mcs51.c, name the same function differently, because sdcc names a function's
 * parameters after it. */
#ifndef MSN_VECTORS_ROUTINES_MCS51_H
#define MSN_VECTORS_ROUTINES_MCS51_H

#include <stdint.h>

#ifdef VECTORS_OF_THE_PORT
#define fw_muldiv port_muldiv
#define msn_crc16_push port_crc16_push
#define BOARD_KEYS_AT 0xFF10 /* a page of its own, as far from its border as the boards have it */
#define CMAC_AT 0
extern __idata uint8_t the_frame[];
extern __data uint8_t WDTRST; /* a plain 8051 has no watchdog: it feeds a byte of RAM */
#else
#define fw_muldiv vectors_muldiv
#define msn_crc16_push vectors_crc16_push
#endif

#endif
