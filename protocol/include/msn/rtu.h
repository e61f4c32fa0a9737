/* Modbus RTU as a node hears it: bytes and elapsed time in, whole frames with a good CRC out.
 *
 * A frame ends by silence, or early: as soon as the length that its function code implies is
 * reached with a good CRC. What is over-long is dropped until silence. The CRC runs with the bytes,
 * so a finished frame costs nothing more. No clock: time comes with msn_rtu_elapse().
 *
 *   bytes 0..length-1 of frame:  address, function, ..., CRC low, CRC high
 *
 * After a frame the caller reads it in place and calls msn_rtu_listen() when done with it. */
#ifndef MSN_RTU_H
#define MSN_RTU_H

#include "msn/port.h"

/* T_gap at 9600 baud is 3.65 ms; a node counts whole steps. Faster lines may use less, need not. */
#define MSN_GAP_MS 4

enum msn_function {
  MSN_FC_READ_HOLDING = 3,
  MSN_FC_READ_INPUT = 4,
  MSN_FC_WRITE_ONE = 6,
  MSN_FC_WRITE = 16,
  MSN_FC_READ_WRITE = 23
};

enum msn_exception { MSN_EXC_NONE, MSN_EXC_FUNCTION, MSN_EXC_ADDRESS, MSN_EXC_VALUE };

#ifndef MSN_FRAME /* a port with one node may know where its buffer lies */
#define MSN_FRAME(rtu) ((rtu)->frame)
#endif

#ifndef MSN_RTU_FLAG /* and its two flags in bits of their own */
#define MSN_RTU_FLAG(rtu, name) ((rtu)->name)
#define MSN_RTU_OWN_FLAGS 1
#else
#define MSN_RTU_OWN_FLAGS 0
#endif

#if MSN_TINY /* nobody would be told */
#define MSN_RTU_COUNT(rtu, name) ((void)0)
#define MSN_RTU_CLEAR(rtu) ((void)0)
#else
#define MSN_RTU_COUNT(rtu, name) ((rtu)->name++)
#define MSN_RTU_CLEAR(rtu) ((rtu)->bad = 0, (rtu)->overrun = 0)
#endif

struct msn_rtu {
#if !MSN_SMALL
  uint8_t frame[MSN_MAX_REQ];
#endif
  uint8_t length;
  uint8_t silence_ms; /* since the last byte; before a reply: that must still be */
#if MSN_RTU_OWN_FLAGS
  bool fresh : 1;    /* a byte came since the last msn_rtu_elapse() */
  bool dropping : 1; /* over-long: nothing counts until silence */
#endif
  uint16_t crc;   /* over frame[0..length-1] */
#if !MSN_TINY
  msn_tally bad;   /* frames with a wrong CRC or cut short */
  msn_tally overrun; /* frames longer than MSN_MAX_REQ */
#endif
};

#ifdef __cplusplus
extern "C" {
#endif

void msn_rtu_init(struct msn_rtu MSN_MEM *rtu);
/* Forget the frame and start a new one. Counters stay. */
void msn_rtu_listen(struct msn_rtu MSN_MEM *rtu);
/* True: `frame` holds a whole frame, CRC included and good. */
bool msn_rtu_push(struct msn_rtu MSN_MEM *rtu, uint8_t byte);
/* The same by silence. Steps of 1 to 10 ms; a step during which a byte came is not silence. */
bool msn_rtu_elapse(struct msn_rtu MSN_MEM *rtu, msn_ms elapsed_ms);

#ifdef __cplusplus
}
#endif

#endif
