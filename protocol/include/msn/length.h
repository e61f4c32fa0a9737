/* How long a Modbus frame is, told by its first bytes. */
#ifndef MSN_LENGTH_H
#define MSN_LENGTH_H

#include "msn/port.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Length of a request in bytes, address and CRC included. 0: not told yet, or a function code that
 * this profile does not use. `frame` holds `length` bytes. */
uint16_t msn_request_length(const uint8_t MSN_MEM *frame, uint8_t length);
/* The same for the answer. */
uint16_t msn_reply_length(const uint8_t MSN_MEM *frame, uint8_t length);

#ifdef __cplusplus
}
#endif

#endif
