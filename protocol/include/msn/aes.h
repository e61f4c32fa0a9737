/* AES-128, encryption only (FIPS 197), with round keys made beforehand: a node keeps them in flash.
 * Tables: the S-box. Time does not depend on data on the 8051, which has no cache.
 *
 * Key area (msn/key_area.h makes it): 11 round keys of 16 bytes, then CMAC's subkey K1 (RFC 4493).
 * All 0xFF: no key. */
#ifndef MSN_AES_H
#define MSN_AES_H

#include "msn/port.h"

#define MSN_AES_BLOCK 16
#define MSN_KEY_K1 176 /* offset of K1 */

#ifndef MSN_AES_ROUND /* a port may feed its watchdog between rounds */
#define MSN_AES_ROUND()
#endif

#ifdef __cplusplus
extern "C" {
#endif

void msn_aes_encrypt(uint8_t MSN_MEM *block, const uint8_t MSN_CODE *area);
/* 16 bytes of the area, from byte `key`, go into the block. */
void msn_aes_add(uint8_t MSN_MEM *block, const uint8_t MSN_CODE *area, uint8_t key);
extern const uint8_t MSN_CODE msn_aes_sbox[256];

#ifdef __cplusplus
}
#endif

#endif
