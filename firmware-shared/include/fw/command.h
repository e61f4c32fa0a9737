/* Secured commands: SELECT, node nonce, OPERATE; one OPERATE per SELECT, within 10 s; the interlock
 * is checked at both. Level L0: OPERATE echoes the nonce of its SELECT where a MAC will stand. */
#ifndef FW_COMMAND_H
#define FW_COMMAND_H

#include "msn/port.h"

#define FW_SELECT_MS 10000u

struct fw_command {
  uint16_t left_ms;  /* 0 = nothing selected */
  uint16_t counter;  /* of SELECTs: makes the nonce new */
  uint8_t op;        /* of the last request: RSP_STATUS low byte */
  uint8_t status;    /* enum msn_sec_status */
  uint8_t detail;    /* msn_interlock_bit */
  uint8_t target;    /* selected relay */
  bool expired;      /* the last selection ran out */
};

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

void fw_command_step(struct fw_node MSN_MEM *node, uint16_t elapsed_ms);
/* `request`: `count` registers (3 or 7) of SEC_REQ as they came off the wire. */
void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count);
/* Register `offset` of the SEC_RSP page. */
uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset);

#ifdef __cplusplus
}
#endif

#endif
