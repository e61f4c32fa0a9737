/* Included before every source of the 8051's vectors. The port's own routines
 * (port/mcs51/{aes,crc16,muldiv}.c) find in it the places where they have their arguments in a
 * node's image (one_node.h, and directly addressed parameters). They and the shared sources, which
 * call routines_mcs51.c, name the same function differently, because sdcc names a function's
 * parameters after it. protocol/src/key_area.c, which runs on hosts and takes a minute per key
 * here, makes those areas only that are vectors of it. */
#ifndef MSN_VECTORS_ROUTINES_MCS51_H
#define MSN_VECTORS_ROUTINES_MCS51_H

#include <stdint.h>

void host_key_area(const uint8_t key[16], uint8_t area[192]);

#ifdef VECTORS_OF_THE_PORT
#define fw_muldiv port_muldiv
#define msn_crc16_push port_crc16_push
#define msn_key_area host_key_area
#define BOARD_KEYS_AT 0xFF10 /* a page of its own, as far from its border as the boards have it */
#define CMAC_AT 0
extern __idata uint8_t the_frame[];
extern __data uint8_t WDTRST; /* a plain 8051 has no watchdog: it feeds a byte of RAM */
#else
#define fw_muldiv vectors_muldiv
#define msn_crc16_push vectors_crc16_push
#define VECTORS_KEY_AREA host_key_area
#endif

#endif
