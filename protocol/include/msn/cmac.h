/* AES-128-CMAC (RFC 4493) over whole blocks: all messages of this profile are such, so subkey K1 is
 * enough. Bytes go in one by one; the result is the state. */
#ifndef MSN_CMAC_H
#define MSN_CMAC_H

#include "msn/aes.h"

#define MSN_TAG 8 /* bytes of it on the wire: the first */

struct msn_cmac {
  uint8_t state[MSN_AES_BLOCK];
  uint8_t at; /* bytes of the block under way */
};

#ifdef __cplusplus
extern "C" {
#endif

void msn_cmac_start(struct msn_cmac MSN_MEM *cmac);
void msn_cmac_push(struct msn_cmac MSN_MEM *cmac, const uint8_t MSN_CODE *area, uint8_t byte);
/* After 16, 32, ... bytes: `state` is the MAC. */
void msn_cmac_finish(struct msn_cmac MSN_MEM *cmac, const uint8_t MSN_CODE *area);

#ifdef __cplusplus
}
#endif

#endif
