/* Methane: counts to 0.01 %CH4, three limits, sensor health, and the demand to trip.
 * An unusable reading (fault, over- or under-range) demands a trip and clears nothing. */
#ifndef FW_METHANE_H
#define FW_METHANE_H

#include "fw/limit.h"
#include "msn/port.h"

struct fw_methane {
  uint16_t raw;
  int16_t reading_cpct; /* calibrated, unfiltered; 0.01 %CH4 */
  int16_t peak_cpct;    /* since the last acknowledge */
  uint16_t quality;     /* msn_quality_bit */
  struct fw_limit warn;
  struct fw_limit alarm;
  struct fw_limit cutoff;
  struct fw_limit fault;
  bool over_latched; /* a catalytic sensor may read low in very high gas: a person must look */
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_methane_init(struct fw_methane MSN_MEM *methane);
/* (counts - zero) * span / 4096, rounded to nearest; span in 0.01 %CH4 per count * 4096. */
int16_t fw_methane_scale(uint16_t raw, int16_t zero, uint16_t span);
void fw_methane_sample(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                       uint16_t elapsed_ms);
/* True: the own relays must be off now. */
bool fw_methane_demands_trip(const struct fw_methane MSN_MEM *methane);
/* Reasons to refuse CLOSE: MSN_IL_FAULT (reading not valid), MSN_IL_INPUT (not below RESTORE). */
uint8_t fw_methane_blocked(const struct fw_node MSN_MEM *node);
/* A person stood here and pressed the button: an over-range latch that gas allows goes. */
void fw_methane_attended(struct fw_node MSN_MEM *node);
/* LIVE registers 8..15. */
uint16_t fw_methane_register(const struct fw_node MSN_MEM *node, uint8_t offset);
/* LIVE.STATUS bits of the readings. */
uint8_t fw_methane_status(const struct fw_methane MSN_MEM *methane);

#ifdef __cplusplus
}
#endif

#endif
