/* Not part of the 8051 images: only a host reads replies. */
#include "msn/length.h"

#include "msn/rtu.h"

enum { SHORT_FRAME = 8, EXCEPTION_FRAME = 5, HEAD_AND_CRC = 5 };

uint16_t msn_reply_length(const uint8_t MSN_MEM *frame, uint8_t length)
{
  if (length < 3) {
    return 0;
  }
  if ((frame[1] & 0x80u) != 0) {
    return EXCEPTION_FRAME;
  }
  switch (frame[1]) {
    case MSN_FC_READ_HOLDING:
    case MSN_FC_READ_INPUT:
    case MSN_FC_READ_WRITE:
      return (uint16_t)(frame[2] + HEAD_AND_CRC);
    case MSN_FC_WRITE_ONE:
    case MSN_FC_WRITE:
      return SHORT_FRAME;
    default:
      return 0;
  }
}
