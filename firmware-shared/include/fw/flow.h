/* Flow: pulses to flow and totals at reference conditions. A window of 1 s is counted, computed in
 * the ten beats after it (a step each, because the 8051 needs 4 ms for a product), and booked.
 *
 * Pulses are booked by their own direction, volumes by the net direction of their window. */
#ifndef FW_FLOW_H
#define FW_FLOW_H

#include "fw/classes.h"
#include "msn/port.h"

/* What survives power-off: one record of the ring in the NVM, byte for byte. Sums of volume are in
 * 0.1 m3, each behind its part in 2^-16 of that: six bytes, lowest first, that an 8051 adds to. */
struct fw_totals {
  uint16_t crc; /* CRC-16/MODBUS of all behind it */
  uint16_t part_forward;
  uint32_t forward;
  uint16_t booked; /* net pulses that are in the volumes, modulo 2^16 */
  uint16_t part_reverse;
  uint32_t reverse;
  uint16_t seq;
  uint16_t part_pure;
  uint32_t pure; /* forward */
  uint32_t pulses[2]; /* forward, reverse */
};

enum fw_flow_alarm { /* bits; LOW and HIGH are the channels of their events */
  FW_FLOW_LOW = 1,
  FW_FLOW_HIGH = 2,
  FW_FLOW_FAULT = 4
};

struct fw_flow {
  uint32_t flow;      /* 0.01 m3/min at reference conditions */
  uint32_t pure_flow; /* 0.01 m3/min */
  uint32_t volume;    /* of the window */
  uint32_t ratio;     /* reference volume / volume, in 2^-28; then pure volume of the window */
#if !MSN_SMALL
  uint16_t p_abs_dapa;
  int16_t temp_ddegc;
#endif
  uint16_t held[2];   /* pulses that are in no total yet */
  uint16_t window;    /* net pulses that are being computed */
  uint8_t quality;    /* msn_quality_bit */
  uint8_t active;     /* enum fw_flow_alarm */
  uint8_t spent[3];   /* by each of them on the way to its change: fw/limit.h in quarter seconds */
  uint8_t beat;       /* 0..9 in the window */
  uint8_t age;        /* windows since the last save */
  uint8_t slot;       /* NVM address of the newest record */
  bool due : 1;       /* volume is ready to be booked */
  bool saving : 1;
  bool saved : 1;     /* because the supply is going, or a reboot comes */
  bool settled : 1;   /* a whole window lies behind */
  bool reverse : 1;   /* the window */
  bool backwards : 1; /* the flow */
#if !MSN_SMALL
  struct fw_totals totals;
#endif
};

struct fw_node;
struct fw_node_inputs;

#ifndef FW_FLOW /* a port with one node may know where it lies */
#define FW_FLOW(node) ((node)->as.flow)
#define FW_TOTALS(node) (FW_FLOW(node).totals)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Reads the totals back. Without an NVM, or with none valid in it, they start at 0. */
void fw_flow_init(struct fw_node MSN_MEM *node);
/* Counts, books what is due, and saves when FW_PIN_POWER_FAIL comes (40 ms on the 8051) or
 * before a reboot by command. */
void fw_flow_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
void fw_flow_beat(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs);
void fw_flow_refresh(struct fw_node MSN_MEM *node);
uint8_t fw_flow_status(const struct fw_node MSN_MEM *node);
/* TOTAL_RESET: all totals to 0, and saved so before the answer. */
uint8_t fw_flow_secured(struct fw_node MSN_MEM *node, uint8_t function, bool execute);
uint16_t fw_flow_total(const struct fw_node MSN_MEM *node, uint8_t offset); /* TOTALS page */

#ifdef __cplusplus
}
#endif

#endif
