#include "msn/cmac.h"

void msn_cmac_start(struct msn_cmac MSN_MEM *cmac)
{
  uint8_t i;
  for (i = 0; i < MSN_AES_BLOCK; i++) {
    cmac->state[i] = 0;
  }
  cmac->at = 0;
}

void msn_cmac_push(struct msn_cmac MSN_MEM *cmac, const uint8_t MSN_CODE *area, uint8_t byte)
{
  if (cmac->at == MSN_AES_BLOCK) {
    msn_aes_encrypt(cmac->state, area);
    cmac->at = 0;
  }
  cmac->state[cmac->at] ^= byte;
  cmac->at++;
}

void msn_cmac_finish(struct msn_cmac MSN_MEM *cmac, const uint8_t MSN_CODE *area)
{
  msn_aes_add(cmac->state, area, MSN_KEY_K1);
  msn_aes_encrypt(cmac->state, area);
}
