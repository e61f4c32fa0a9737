/* Methane: counts to 0.01 %CH4, three limits, sensor health, and the demand to trip.
 * An unusable reading (fault, over- or under-range) demands a trip and clears nothing. */
#ifndef FW_METHANE_H
#define FW_METHANE_H

#include "fw/classes.h"
#include "fw/limit.h"
#include "msn/port.h"

/* In the order of their registers (WARN, ALARM, CUTOFF) and of their event codes. */
enum fw_gas_limit { FW_GAS_WARN, FW_GAS_ALARM, FW_GAS_CUTOFF, FW_GAS_LIMITS };

struct fw_methane {
  struct fw_limit limits[FW_GAS_LIMITS];
  struct fw_limit fault;
  bool over_latched; /* a catalytic sensor may read low in very high gas: a person must look */
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_methane_init(struct fw_node MSN_MEM *node);
/* counts * span / 4096, rounded to nearest, saturated; span in 0.01 %CH4 per count * 4096. */
int16_t fw_methane_scale(int16_t counts, uint16_t span);
/* Takes a sample, and trips the own relays when it demands that. */
void fw_methane_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
/* Reasons to refuse CLOSE: MSN_IL_FAULT (reading not valid), MSN_IL_INPUT (not below RESTORE). */
fw_reasons fw_methane_blocked(const struct fw_node MSN_MEM *node);
/* A person stood here and pressed the button: an over-range latch goes, if gas allows it and the
 * sensor works. */
void fw_methane_attended(struct fw_node MSN_MEM *node);
/* The host took the events: the peak starts anew. */
void fw_methane_acknowledged(struct fw_node MSN_MEM *node);
/* Derived LIVE registers. */
void fw_methane_refresh(struct fw_node MSN_MEM *node);
/* Time-out of the contacts, 0.1 s. */
uint8_t fw_methane_contact_ds(const struct fw_node MSN_MEM *node);
/* LIVE.STATUS bits of the readings. */
uint8_t fw_methane_status(const struct fw_node MSN_MEM *node);

#ifdef __cplusplus
}
#endif

#endif
