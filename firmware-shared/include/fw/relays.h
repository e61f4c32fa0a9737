/* The node's relays: what is commanded, what the contacts say, why CLOSE would be refused.
 * A trip latches by clearing the command; only close sets it again. Coil = command: a relay that is
 * demanded off is commanded off. */
#ifndef FW_RELAYS_H
#define FW_RELAYS_H

#include "fw/classes.h"
#include "msn/port.h"

/* Contacts are read this often and believed when two readings agree. */
#define FW_CONTACT_SCAN_MS 20

#if FW_WITH_RELAYS

struct fw_relays {
  uint8_t on;          /* commanded = coil, bit per relay */
  uint8_t feedback;    /* believed contacts */
  uint8_t contact;     /* last reading of them */
  uint8_t mismatch;    /* on differs from feedback for longer than the time-out */
  uint8_t differing;   /* what differs now, not yet for long enough */
  uint8_t cause;       /* enum msn_trip_cause of the last trip */
  msn_ms scan_ms;      /* since the contacts were read */
  uint8_t differs_ds;
};

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

/* Ends a selection, opens the relays of `mask` that are closed and says so in the ring. */
void fw_relays_trip(struct fw_node MSN_MEM *node, uint8_t mask, uint8_t cause);
void fw_relays_close(struct fw_node MSN_MEM *node, uint8_t index);
/* Contacts: changes. */
void fw_relays_step(struct fw_node MSN_MEM *node, uint8_t contacts, msn_ms elapsed_ms);
/* Contacts against the command. */
void fw_relays_beat(struct fw_node MSN_MEM *node);
/* The relays the node has, one bit each. */
uint8_t fw_relays_all(const struct fw_node MSN_MEM *node);
/* msn_interlock_bit: why relay `index` may not be closed, by whomever. 0 = it may. */
fw_reasons fw_relays_blocked(const struct fw_node MSN_MEM *node, uint8_t index);
/* The same for the host: it is refused by the switch too. */
fw_reasons fw_relays_reasons(const struct fw_node MSN_MEM *node, uint8_t index);

#ifdef __cplusplus
}
#endif

#endif

#endif
