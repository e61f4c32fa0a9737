#include "msn/length.h"

#include "msn/rtu.h"

enum { SHORT_FRAME = 8, TOO_LONG = 255 };
enum { WRITE_COUNT_AT = 6, WRITE_REST = 9, READ_WRITE_COUNT_AT = 10, READ_WRITE_REST = 13 };

msn_length msn_request_length(const uint8_t MSN_MEM *frame, uint8_t length)
{
  uint8_t at = WRITE_COUNT_AT; /* of the byte count, and what comes beside the values */
  uint8_t rest = WRITE_REST;

  if (length < 2) {
    return 0;
  }
  switch (frame[1]) {
    case MSN_FC_READ_HOLDING:
    case MSN_FC_READ_INPUT:
    case MSN_FC_WRITE_ONE:
      return SHORT_FRAME;
    case MSN_FC_WRITE:
      break;
    case MSN_FC_READ_WRITE:
      at = READ_WRITE_COUNT_AT;
      rest = READ_WRITE_REST;
      break;
    default:
      return 0;
  }
  if (length <= at) {
    return rest;
  }
#if MSN_SMALL
  at = frame[at];
  return at > (uint8_t)(TOO_LONG - rest) ? TOO_LONG : (uint8_t)(at + rest);
#else
  return (uint16_t)(frame[at] + rest);
#endif
}
