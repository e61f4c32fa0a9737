#include "msn/length.h"

#include "msn/rtu.h"

enum { SHORT_FRAME = 8 };
enum { WRITE_COUNT_AT = 6, WRITE_REST = 9, READ_WRITE_COUNT_AT = 10, READ_WRITE_REST = 13 };

uint16_t msn_request_length(const uint8_t MSN_MEM *frame, uint8_t length)
{
  if (length < 2) {
    return 0;
  }
  switch (frame[1]) {
    case MSN_FC_READ_HOLDING:
    case MSN_FC_READ_INPUT:
    case MSN_FC_WRITE_ONE:
      return SHORT_FRAME;
    case MSN_FC_WRITE:
      return length > WRITE_COUNT_AT ? (uint16_t)(frame[WRITE_COUNT_AT] + WRITE_REST)
                                     : (uint16_t)WRITE_REST;
    case MSN_FC_READ_WRITE:
      return length > READ_WRITE_COUNT_AT
                 ? (uint16_t)(frame[READ_WRITE_COUNT_AT] + READ_WRITE_REST)
                 : (uint16_t)READ_WRITE_REST;
    default:
      return 0;
  }
}
