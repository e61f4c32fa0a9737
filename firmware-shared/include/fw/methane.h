/* Methane: counts to 0.01 %CH4, three limits, sensor health, modes, and the demand to trip.
 * An unusable reading (fault, warm-up, over- or under-range) demands a trip and clears nothing.
 * All of it happens on beats of 100 ms; `ds` counts them. */
#ifndef FW_METHANE_H
#define FW_METHANE_H

#include "fw/classes.h"
#include "fw/limit.h"
#include "msn/port.h"

/* Highest count that the board can hand over as a reading; a board with a converter says less. A
 * CUTOFF beyond it would never act: such a configuration is refused. */
#define FW_GAS_ZERO_MAX 4096
#ifndef FW_GAS_COUNTS_MAX
#define FW_GAS_COUNTS_MAX (INT16_MAX - FW_GAS_ZERO_MAX)
#endif

/* Air: what the accuracy class of Group I sensors (+-0.1 %CH4, IEC 60079-29-1, second-hand) cannot
 * tell from none; held for one t50 of theirs (10 s). Unverified for a given sensor. */
#define FW_METHANE_AIR_CPCT 10
#define FW_METHANE_AIR_DS 100u

/* Stuck: no change of the reading for so long, above air; in units of 6553.6 s (2^16 beats). Twice
 * the longest healthy rest of a recorded longwall and more (164 min at 0.01 %CH4 resolution,
 * 706 min at 0.1); unverified elsewhere. Coarse: no change below 0.05 %CH4 since the boot. */
#define FW_METHANE_FLAT_FINE 4u    /* 7 h 17 min */
#define FW_METHANE_FLAT_COARSE 14u /* 25 h 29 min */
#define FW_METHANE_COARSE_CPCT 5u

/* In the order of their registers (WARN, ALARM, CUTOFF) and of their event codes. */
enum fw_gas_limit { FW_GAS_WARN, FW_GAS_ALARM, FW_GAS_CUTOFF, FW_GAS_LIMITS };

struct fw_gas { /* what is asked for most: directly addressed on the 8051 */
  int16_t cpct;
  int16_t peak_cpct;
  uint8_t quality; /* M_QUALITY; its over-range bit is the latch (src/methane.c) */
};

struct fw_methane {
#if !MSN_SMALL
  struct fw_gas gas;
  int16_t temp_ddegc;  /* M_TEMP, M_ADC: one_methane.h reads them where the port put them */
  uint16_t counts;
#endif
  struct fw_limit limits[FW_GAS_LIMITS];
  struct fw_limit fault;
  uint16_t warm_ds;    /* left of the warm-up */
  uint16_t flat_ds;    /* since the reading changed: beats, and 2^16 of them */
  uint8_t flat;
  uint8_t finest_cpct; /* smallest change since the boot; 255 = none yet */
  uint8_t air_ds;      /* for so long the sensor has been healthy and in air */
  uint8_t told;        /* enum msn_sensor_fault of the last event 50 */
};

struct fw_node;
struct fw_node_inputs;

#ifdef __cplusplus
extern "C" {
#endif

void fw_methane_init(struct fw_node MSN_MEM *node);
/* counts * span / 4096, rounded to nearest, saturated; span in 0.01 %CH4 per count * 4096, up to
 * INT16_MAX. */
int16_t fw_methane_scale(int16_t counts, uint16_t span);
/* Takes a sample, and trips the own relays when it demands that. */
void fw_methane_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
/* Reasons to refuse CLOSE: MSN_IL_FAULT (reading not usable), MSN_IL_INPUT (not below RESTORE),
 * MSN_IL_CALIBRATION (calibration or test). */
fw_reasons fw_methane_blocked(const struct fw_node MSN_MEM *node);
/* A person stood here and pressed the button: an over-range latch goes, if the sensor has shown air
 * for long enough. */
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
