/* Compiler differences of the three targets (host gcc/clang, sdcc mcs51, arm-none-eabi-gcc).
 * The only file of protocol/ and firmware-shared/ with compiler #ifs.
 *
 * MSN_SMALL        1: every byte counts (8051). State lies split: what is hot in directly addressed
 *                  RAM, arrays in indirectly addressed RAM (firmware-shared/port/mcs51/one_node.h).
 *                  MSN_ROOMY, the 8051 that runs protocol/vectors: as on hosts.
 * MSN_TINY         1: 4 KB of flash and 128 bytes of RAM (AT89S51), all directly addressed.
 *                  fw/classes.h tells what such a node leaves out.
 * MSN_MEM          what a pointer to state points to: one byte, internal RAM on the 8051.
 * MSN_CODE         where constants live: program memory on the 8051.
 * MSN_PAGE_MEM     where a CONFIG page in force lies: the 8051 reads it from flash.
 * msn_ms           milliseconds of one step; a byte on the 8051, whose steps are short.
 * msn_tally        a counter of DIAG; modulo 2^8 on the 8051.
 * msn_length       of a request; on the 8051 one that is too long for a byte is 255.
 * MSN_MAX_REQ      longest request a node accepts, bytes (IDENTITY.MAX_REQ). The AT89S52's 45 stage
 *                  the whole page and read it back (FC23).
 * MSN_FRAME_KEPT   of them lie in the frame, where its CRC need not.
 * MSN_EVENT_DEPTH  events that a node keeps (IDENTITY.EV_DEPTH), at most 32. */
#ifndef MSN_PORT_H
#define MSN_PORT_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SDCC_mcs51) && !defined(MSN_ROOMY)
#define MSN_SMALL 1
#ifndef MSN_TINY
#define MSN_TINY 0
#endif
#if MSN_TINY
#define MSN_MEM __data
#define MSN_MAX_REQ 28 /* OPERATE by FC23 has 27 */
#define MSN_FRAME_KEPT 25 /* of them: all but its CRC */
#define MSN_EVENT_DEPTH 2
#else
#define MSN_MEM __idata
#define MSN_MAX_REQ 45
#define MSN_FRAME_KEPT 43
#endif
#define MSN_CODE __code
#define MSN_PAGE_MEM __code
#ifndef MSN_EVENT_DEPTH
#define MSN_EVENT_DEPTH 3
#endif
typedef uint8_t msn_ms;
typedef uint8_t msn_tally;
typedef uint8_t msn_length;
#else
#define MSN_SMALL 0
#define MSN_TINY 0
#define MSN_MEM
#define MSN_CODE
#define MSN_PAGE_MEM
#define MSN_MAX_REQ 255
#define MSN_EVENT_DEPTH 32
typedef uint16_t msn_ms;
typedef uint16_t msn_tally;
typedef uint16_t msn_length;
#endif

#endif
