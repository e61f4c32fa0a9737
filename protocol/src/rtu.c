#include "msn/rtu.h"

#include "msn/crc16.h"
#include "msn/length.h"

enum { SHORTEST = 4 }; /* address, function, CRC */

void msn_rtu_init(struct msn_rtu MSN_MEM *rtu)
{
  rtu->bad = 0;
  rtu->overrun = 0;
  rtu->fresh = false;
  msn_rtu_listen(rtu);
}

void msn_rtu_listen(struct msn_rtu MSN_MEM *rtu)
{
  rtu->length = 0;
  rtu->silence_ms = 0;
  rtu->dropping = false;
  rtu->crc = MSN_CRC_START;
}

bool msn_rtu_push(struct msn_rtu MSN_MEM *rtu, uint8_t byte)
{
  rtu->fresh = true;
  if (rtu->dropping) {
    return false;
  }
  if (rtu->length == MSN_MAX_REQ) {
    rtu->overrun++;
    rtu->dropping = true;
    return false;
  }
  MSN_FRAME(rtu)[rtu->length] = byte;
  rtu->length++;
  rtu->crc = msn_crc16_push(rtu->crc, byte);
  return rtu->crc == 0 && rtu->length == msn_request_length(MSN_FRAME(rtu), rtu->length);
}

bool msn_rtu_elapse(struct msn_rtu MSN_MEM *rtu, msn_ms elapsed_ms)
{
  if (rtu->fresh) {
    rtu->fresh = false;
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
  if (!rtu->dropping && rtu->length >= SHORTEST && rtu->crc == 0) {
    return true;
  }
  if (!rtu->dropping) {
    rtu->bad++;
  }
  msn_rtu_listen(rtu);
  return false;
}
