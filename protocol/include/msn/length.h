/* How long a Modbus frame is, told by its first bytes. */
#ifndef MSN_LENGTH_H
#define MSN_LENGTH_H

#include "msn/port.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Length of a request in bytes, address and CRC included. `frame` holds `length` bytes. While these
 * do not tell it: the shortest that it can be, so that a frame cut there has another length than it
 * should. 0: no function code yet, or one that this profile does not use. */
msn_length msn_request_length(const uint8_t MSN_MEM *frame, uint8_t length);
/* The same for the answer; 0 also while it is not told. */
uint16_t msn_reply_length(const uint8_t MSN_MEM *frame, uint8_t length);

#ifdef __cplusplus
}
#endif

#endif
