#include "msn/mbap.h"

#include "msn/crc16.h"
#include "msn/pack.h"

enum { PROTOCOL_AT = 2, LENGTH_AT = 4, UNIT_AT = 6, PDU_MAX = 253 };

enum msn_mbap_result msn_mbap_parse(const uint8_t *bytes, size_t count, struct msn_mbap *mbap)
{
  uint16_t length;

  mbap->frame_length = 0;
  if (count >= LENGTH_AT && msn_get16(bytes + PROTOCOL_AT) != 0) {
    return MSN_MBAP_BAD;
  }
  if (count < UNIT_AT) {
    return MSN_MBAP_MORE;
  }
  length = msn_get16(bytes + LENGTH_AT);
  if (length < 2 || length > PDU_MAX + 1) {
    return MSN_MBAP_BAD;
  }
  mbap->frame_length = (uint16_t)(UNIT_AT + length);
  if (count < mbap->frame_length) {
    return MSN_MBAP_MORE;
  }
  mbap->transaction = msn_get16(bytes);
  mbap->unit = bytes[UNIT_AT];
  mbap->pdu = bytes + MSN_MBAP_HEADER;
  mbap->pdu_length = (uint8_t)(length - 1);
  return MSN_MBAP_FRAME;
}

static void copy(uint8_t *to, const uint8_t *from, size_t count)
{
  size_t i;
  for (i = 0; i < count; i++) {
    to[i] = from[i];
  }
}

size_t msn_mbap_build(uint8_t *out, uint16_t transaction, uint8_t unit, const uint8_t *pdu,
                      size_t pdu_length)
{
  if (pdu_length < 1 || pdu_length > PDU_MAX) {
    return 0;
  }
  msn_put16(out, transaction);
  msn_put16(out + PROTOCOL_AT, 0);
  msn_put16(out + LENGTH_AT, (uint16_t)(pdu_length + 1));
  out[UNIT_AT] = unit;
  copy(out + MSN_MBAP_HEADER, pdu, pdu_length);
  return MSN_MBAP_HEADER + pdu_length;
}

size_t msn_rtu_build(uint8_t *out, uint8_t unit, const uint8_t *pdu, size_t pdu_length)
{
  uint16_t crc = MSN_CRC_START;
  size_t i;

  if (pdu_length < 1 || pdu_length > PDU_MAX) {
    return 0;
  }
  out[0] = unit;
  copy(out + 1, pdu, pdu_length);
  for (i = 0; i <= pdu_length; i++) {
    crc = msn_crc16_push(crc, out[i]);
  }
  out[pdu_length + 1] = (uint8_t)crc;
  out[pdu_length + 2] = (uint8_t)(crc >> 8);
  return pdu_length + 3;
}
