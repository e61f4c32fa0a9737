#include "msn/rtu.h"

#include "msn/crc16.h"
#include "msn/length.h"

enum { SHORTEST = 4 }; /* address, function, CRC */

void msn_rtu_init(struct msn_rtu MSN_MEM *rtu)
{
  MSN_RTU_CLEAR(rtu);
  MSN_RTU_FLAG(rtu, fresh) = false;
  msn_rtu_listen(rtu);
}

void msn_rtu_listen(struct msn_rtu MSN_MEM *rtu)
{
  rtu->length = 0;
  MSN_RTU_FLAG(rtu, dropping) = false;
  rtu->crc = MSN_CRC_START;
}

bool msn_rtu_push(struct msn_rtu MSN_MEM *rtu, uint8_t byte)
{
  MSN_RTU_FLAG(rtu, fresh) = true;
  if (MSN_RTU_FLAG(rtu, dropping)) {
    return false;
  }
  if (rtu->length == MSN_MAX_REQ) {
    MSN_RTU_COUNT(rtu, overrun);
    MSN_RTU_FLAG(rtu, dropping) = true;
    return false;
  }
#ifdef MSN_FRAME_KEPT
  if (rtu->length < MSN_FRAME_KEPT)
#endif
  {
    MSN_FRAME(rtu)[rtu->length] = byte;
  }
  rtu->length++;
  rtu->crc = msn_crc16_push(rtu->crc, byte);
  return rtu->crc == 0 && rtu->length == msn_request_length(MSN_FRAME(rtu), rtu->length);
}

bool msn_rtu_elapse(struct msn_rtu MSN_MEM *rtu, msn_ms elapsed_ms)
{
  if (MSN_RTU_FLAG(rtu, fresh)) {
    MSN_RTU_FLAG(rtu, fresh) = false;
    rtu->silence_ms = 0;
    return false;
  }
  if (rtu->length == 0) {
    return false;
  }
  if (elapsed_ms < (msn_ms)(MSN_GAP_MS - rtu->silence_ms)) {
    rtu->silence_ms = (uint8_t)(rtu->silence_ms + elapsed_ms);
    return false;
  }
  if (!MSN_RTU_FLAG(rtu, dropping) && rtu->length >= SHORTEST && rtu->crc == 0) {
    return true;
  }
  if (!MSN_RTU_FLAG(rtu, dropping)) {
    MSN_RTU_COUNT(rtu, bad);
  }
  msn_rtu_listen(rtu);
  return false;
}
