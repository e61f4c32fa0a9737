/* What flow.c and totals.c share. */
#ifndef FW_FLOW_PARTS_H
#define FW_FLOW_PARTS_H

#include "parts.h"

#define MINE FW_FLOW(node)
#define TOTALS FW_TOTALS(node)
#define BYTES FW_BYTES_OF(TOTALS)

/* Numbers are read and added as bytes, lowest first. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "a flow node needs a processor with the lowest byte first"
#endif
#define FW_BYTES_OF(number) ((uint8_t MSN_MEM *)&(number))

#ifndef FW_P_ABS /* a port with one node has them where it read them */
#define FW_P_ABS(node) (MINE.p_abs_dapa)
#define FW_F_TEMP(node) (MINE.temp_ddegc)
#define FW_P_WITHIN(node, min, max) (FW_P_ABS(node) >= (min) && FW_P_ABS(node) <= (max))
#define FW_T_WITHIN(node, min, max) (FW_F_TEMP(node) >= (min) && FW_F_TEMP(node) <= (max))
#define FW_FLOW_SENSOR(inputs) ((inputs)->sensor)
#define FW_NOTE_CLIMATE(node, inputs) \
  (FW_P_ABS(node) = (inputs)->p_abs_dapa, FW_F_TEMP(node) = (inputs)->temp_ddegc)
#endif

enum { FORWARD, REVERSE };
#define FW_TOTALS_LAST_PAGE 3

#ifdef __cplusplus
extern "C" {
#endif

void fw_totals_load(struct fw_node MSN_MEM *node);
void fw_totals_save(struct fw_node MSN_MEM *node);
void fw_totals_save_page(struct fw_node MSN_MEM *node, uint8_t page);
void fw_totals_release(struct fw_node MSN_MEM *node); /* the pulses held back */
/* Net pulses that are in no volume yet, modulo 2^16. */
uint16_t fw_totals_window(const struct fw_node MSN_MEM *node);
void fw_totals_book(struct fw_node MSN_MEM *node);    /* the window */
void fw_totals_settle(struct fw_node MSN_MEM *node);  /* both, unless totals must stand still */
#if FW_WITH_MAC
void fw_totals_clear(struct fw_node MSN_MEM *node);   /* and what is not in them yet */
#endif

#ifdef __cplusplus
}
#endif

#endif
