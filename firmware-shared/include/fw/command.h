/* Secured commands: SELECT, node nonce, OPERATE; one OPERATE per SELECT, within 10 s; what speaks
 * against it is asked at both. Level 0: OPERATE echoes the nonce of its SELECT, and CLOSE is the
 * only function. From level 1 OPERATE carries a MAC (protocol/SPEC.md 9). */
#ifndef FW_COMMAND_H
#define FW_COMMAND_H

#include "fw/classes.h"
#include "msn/port.h"

#define FW_SELECT_DS 100
#define FW_NONCE_BYTES 8

struct fw_command {
#if !FW_WITH_COMMANDS
  uint8_t op;        /* of the last request: RSP_STATUS low byte */
  uint8_t status;    /* enum msn_sec_status */
#else
  uint16_t counter;  /* of SELECTs: makes the nonce new */
#if FW_KEEPS_DETAIL
  fw_reasons detail;
#endif
  uint8_t left_ds;   /* 0 = nothing selected */
  uint8_t op;        /* of the last request: RSP_STATUS low byte */
  uint8_t status;    /* enum msn_sec_status */
  uint8_t target;    /* selected */
#if FW_WITH_MAC
  uint8_t function;
#endif
#if FW_WITH_MAC
  uint8_t locked_s;  /* of the lock-out */
  uint8_t penalty_s; /* the next one; 0 = the first */
  uint8_t second_ds;
#endif
#if !MSN_SMALL
  uint8_t nonce[FW_NONCE_BYTES]; /* of the selection; level 2: MAC of the last result */
#endif
#endif
};

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

void fw_command_beat(struct fw_node MSN_MEM *node);
/* `request`: `count` registers (3 or 7) of SEC_REQ as they came off the wire. */
void fw_command_request(struct fw_node MSN_MEM *node, const uint8_t MSN_MEM *request,
                        uint8_t count);
/* Register `offset` of the SEC_RSP page. */
uint16_t fw_command_register(const struct fw_node MSN_MEM *node, uint8_t offset);

#ifdef __cplusplus
}
#endif

#endif
