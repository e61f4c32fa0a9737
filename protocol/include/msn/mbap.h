/* Modbus TCP: the header before the PDU, and the way between it and RTU (gateways, host).
 *
 *   transaction(2) protocol(2) = 0 length(2) = unit + PDU bytes, unit(1) pdu(<=253)
 *
 * TCP keeps frames whole and CRC-free; a wrong header cannot be resynchronised, so the connection
 * is to be closed. Not part of the 8051 images. */
#ifndef MSN_MBAP_H
#define MSN_MBAP_H

#include <stddef.h>

#include "msn/port.h"

#define MSN_MBAP_HEADER 7
#define MSN_ADU_MAX 260  /* MBAP header and 253 bytes of PDU */
#define MSN_RTU_MAX 256

enum msn_mbap_result {
  MSN_MBAP_MORE,  /* `frame_length` bytes wanted, fewer are here */
  MSN_MBAP_FRAME, /* a whole frame of `frame_length` bytes */
  MSN_MBAP_BAD    /* protocol not 0, or length outside 2..254: close the connection */
};

struct msn_mbap {
  uint16_t transaction;
  uint8_t unit;
  const uint8_t *pdu;    /* into the parsed bytes */
  uint8_t pdu_length;    /* 1..253 */
  uint16_t frame_length; /* bytes to take off the stream; 0 while the header is not complete */
};

#ifdef __cplusplus
extern "C" {
#endif

enum msn_mbap_result msn_mbap_parse(const uint8_t *bytes, size_t count, struct msn_mbap *mbap);
/* Writes header and PDU to `out` (room: MSN_ADU_MAX). Returns its length; 0 when pdu_length is
 * outside 1..253. */
size_t msn_mbap_build(uint8_t *out, uint16_t transaction, uint8_t unit, const uint8_t *pdu,
                      size_t pdu_length);
/* Writes unit, PDU and CRC to `out` (room: MSN_RTU_MAX). Same return. */
size_t msn_rtu_build(uint8_t *out, uint8_t unit, const uint8_t *pdu, size_t pdu_length);

#ifdef __cplusplus
}
#endif

#endif
