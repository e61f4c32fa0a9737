/* The event ring. Delivery is at-least-once: a record stays until the host acknowledges it (or one
 * after it); when the ring is full the oldest is dropped, counted and flagged.
 * Sequence numbers are 16 bit and wrap. A boot starts them at boot_id * 256 + 1, so that an
 * acknowledge meant for an earlier boot falls outside the window and does nothing. */
#ifndef FW_EVENTS_H
#define FW_EVENTS_H

#include "msn/port.h"

struct fw_event {
  uint32_t at_ms; /* node uptime when it happened */
  uint8_t code;   /* enum msn_event_code */
  uint8_t channel;
  int16_t value;
};

struct fw_events {
  struct fw_event ring[MSN_EVENT_DEPTH];
  uint16_t head; /* newest; empty: tail == head + 1 */
  uint16_t tail; /* oldest not acknowledged */
  uint16_t lost; /* dropped; modulo 2^16 */
  bool overflow; /* since the last acknowledge */
};

#ifdef __cplusplus
extern "C" {
#endif

void fw_events_init(struct fw_events MSN_MEM *events, uint16_t boot_id);
/* The slot of a new record, to be filled by the caller. Full: the oldest goes. */
struct fw_event MSN_MEM *fw_events_add(struct fw_events MSN_MEM *events);
/* Cumulative. False: `seq` is 0 ("none") or not pending; nothing changed. */
bool fw_events_acknowledge(struct fw_events MSN_MEM *events, uint16_t seq);
/* Register `offset` of the EVENT page with slot 0 = tail; an empty slot reads 0. */
uint16_t fw_events_register(const struct fw_events MSN_MEM *events, uint8_t offset);

#ifdef __cplusplus
}
#endif

#endif
