/* Compiler differences of the three targets (host gcc/clang, sdcc mcs51, arm-none-eabi-gcc).
 * The only file of protocol/ and firmware-shared/ with compiler #ifs.
 *
 * MSN_MEM          where the caller's state lives: one-byte pointers into internal RAM on the 8051.
 * MSN_CODE         where constants live: program memory on the 8051.
 * MSN_MAX_REQ      longest request a node accepts, bytes (IDENTITY.MAX_REQ). The 8051's 36 are
 *                  the head of a reply: address, function, byte count, the 16 LIVE registers.
 * MSN_EVENT_DEPTH  records in a node's event ring (IDENTITY.EV_DEPTH); a power of two. */
#ifndef MSN_PORT_H
#define MSN_PORT_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SDCC_mcs51)
#define MSN_MEM __pdata
#define MSN_CODE __code
#define MSN_MAX_REQ 36
#define MSN_EVENT_DEPTH 8
#else
#define MSN_MEM
#define MSN_CODE
#define MSN_MAX_REQ 255
#define MSN_EVENT_DEPTH 32
#endif

#endif
