/* What a node keeps instead of its key: all that AES-128-CMAC needs of it, computed beforehand, so
 * that the 8051 holds neither a key schedule nor the RAM for one. For hosts and tools. */
#ifndef MSN_KEY_AREA_H
#define MSN_KEY_AREA_H

#include <stdint.h>

#define MSN_KEY_AREA 192 /* bytes: 11 round keys of 16 (FIPS 197), then subkey K1 (RFC 4493) */

#ifdef __cplusplus
extern "C" {
#endif

/* An area of 192 bytes 0xFF means "no key". */
void msn_key_area(const uint8_t key[16], uint8_t area[MSN_KEY_AREA]);

#ifdef __cplusplus
}
#endif

#endif
