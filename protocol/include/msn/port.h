/* Compiler differences of the three targets (host gcc/clang, sdcc mcs51, arm-none-eabi-gcc).
 * The only file of protocol/ and firmware-shared/ with compiler #ifs.
 *
 * MSN_MEM   where the caller's state lives: one-byte pointers into internal RAM on the 8051.
 * MSN_CODE  where constants live: program memory on the 8051. */
#ifndef MSN_PORT_H
#define MSN_PORT_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SDCC_mcs51)
#define MSN_MEM __idata
#define MSN_CODE __code
#else
#define MSN_MEM
#define MSN_CODE
#endif

#endif
