/* What flow.c and totals.c share. */
#ifndef FW_FLOW_PARTS_H
#define FW_FLOW_PARTS_H

#include "parts.h"

#define MINE FW_FLOW(node)
#define TOTALS MINE.totals
#define BYTES ((uint8_t MSN_MEM *)&TOTALS)

enum { FORWARD, REVERSE };
enum { VOLUME = 2, PURE = 4 }; /* of fw_totals.sum; .part begins at VOLUME */
#define FW_TOTALS_LAST_PAGE 3

#ifdef __cplusplus
extern "C" {
#endif

void fw_totals_load(struct fw_node MSN_MEM *node);
void fw_totals_save(struct fw_node MSN_MEM *node);
void fw_totals_save_page(struct fw_node MSN_MEM *node, uint8_t page);
void fw_totals_release(struct fw_node MSN_MEM *node); /* the pulses held back */
void fw_totals_book(struct fw_node MSN_MEM *node);    /* the window */
void fw_totals_settle(struct fw_node MSN_MEM *node);  /* both, unless totals must stand still */
void fw_totals_clear(struct fw_node MSN_MEM *node);   /* and what is not in them yet */

#ifdef __cplusplus
}
#endif

#endif
