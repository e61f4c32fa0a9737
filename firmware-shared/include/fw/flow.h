/* Flow: pulses to flow and totals at reference conditions. A window of 1 s is counted, computed in
 * the ten beats after it (a step each, because the 8051 needs 5 ms for a product), and booked.
 *
 * Pulses are booked by their own direction, volumes by the net direction of their window. */
#ifndef FW_FLOW_H
#define FW_FLOW_H

#include "fw/limit.h"
#include "msn/port.h"

/* What survives power-off: one record of the ring in the NVM, byte for byte, in the processor's own
 * byte order. Volumes in 0.1 m3, their parts in 2^-16 of that. */
struct fw_totals {
  uint32_t sum[5];  /* pulses forward, reverse; volume forward, reverse; pure volume (forward) */
  uint16_t part[3]; /* of the volumes */
  int16_t pending; /* pulses that are counted, but not yet in a volume */
  uint16_t seq;
  uint16_t crc; /* CRC-16/MODBUS of all before */
};

struct fw_flow {
  struct fw_totals totals;
  int32_t flow;       /* 0.01 m3/min at reference conditions; negative backwards */
  int32_t pure_flow;  /* 0.01 m3/min */
  uint16_t freq_dhz;
  uint16_t p_abs_dapa;
  int16_t temp_ddegc;
  uint16_t quality;   /* msn_quality_bit */
  uint16_t held[2];   /* pulses that wait for the end of a reply or a save */
  int16_t counted;    /* net pulses that are in no volume yet */
  int16_t window;     /* those of them that are being computed */
  uint32_t volume;    /* of the window, and a root on its way there */
  uint32_t ratio;     /* reference volume / volume, in 2^-28; then pure volume */
  struct fw_limit fault;
  struct fw_limit low;
  struct fw_limit high;
  uint8_t beat;       /* 0..9 in the window */
  uint8_t age;        /* windows since the last save */
  uint8_t slot;       /* NVM address of the newest record */
  bool due;           /* volume is ready to be booked */
  bool saving;
  bool saved;         /* because the supply is going, or a reboot comes */
  bool settled;       /* a whole window lies behind */
};

struct fw_node;
struct fw_node_inputs;

#ifndef FW_FLOW /* a port with one node may know where it lies */
#define FW_FLOW(node) ((node)->as.flow)
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
