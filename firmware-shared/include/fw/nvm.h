/* 256 bytes that survive power-off: a 24C02 on the 8051 boards, memory of the caller for a native
 * node. Bound at link time: each port brings its own two functions.
 *
 * False: no such memory answers. That is never a reason not to trip; the caller goes on with what
 * it has. One access waits 10 ms at most for the write before it and feeds the watchdog.
 *
 * Map (bytes): 0x00 configuration bank A, 0x28 bank B, 0x50 and 0x58 boot counters (boots.c),
 * 0x60..0xFF totals of a flow node (fw/flow.h). */
#ifndef FW_NVM_H
#define FW_NVM_H

#include "msn/port.h"

#define FW_NVM_SIZE 256u
#define FW_NVM_PAGE 8u /* bytes that one write may touch: address / 8 is the same for all */
#define FW_NVM_BANK_A 0x00u
#define FW_NVM_BANK_B 0x28u
#define FW_NVM_BOOTS 0x50u
#define FW_NVM_TOTALS 0x60u

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

/* `count` 1..255; a read may cross pages. */
bool fw_nvm_read(struct fw_node MSN_MEM *node, uint8_t at, uint8_t MSN_MEM *to, uint8_t count);
/* Within one page, `count` 1..8. Returns when the device took the bytes; it is busy for 5 ms more,
 * in which the supply must hold. Read back what must be certain. */
bool fw_nvm_write(struct fw_node MSN_MEM *node, uint8_t at, const uint8_t MSN_MEM *from,
                  uint8_t count);

#ifdef __cplusplus
}
#endif

#endif
