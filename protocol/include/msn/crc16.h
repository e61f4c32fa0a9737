/* CRC-16/MODBUS: polynomial 0xA001 reflected, start 0xFFFF, check("123456789") = 0x4B37. On the
 * wire low byte first; a frame run through to its last CRC byte leaves 0. */
#ifndef MSN_CRC16_H
#define MSN_CRC16_H

#include "msn/port.h"

#define MSN_CRC_START 0xFFFFu

#ifdef __cplusplus
extern "C" {
#endif

uint16_t msn_crc16_push(uint16_t crc, uint8_t byte);

#ifdef __cplusplus
}
#endif

#endif
