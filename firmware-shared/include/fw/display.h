/* The local display of a flow node: two lines of 16 characters, the same on every target.
 *
 *   Q  1234.56m3/min   flow at reference conditions; - behind the Q: backwards
 *   V 12345678.9m3 H   forward total; last column: F fault, ? not valid (just started, calibration,
 *                      out of range), L low flow, H high flow, blank = well
 * A flow of 100 000 m3/min and more, far beyond any mine's, shows its last digits. */
#ifndef FW_DISPLAY_H
#define FW_DISPLAY_H

#include "msn/port.h"

#define FW_DISPLAY_COLUMNS 16
#define FW_DISPLAY_CELLS 32

struct fw_node;

#ifdef __cplusplus
extern "C" {
#endif

/* The character of one cell, 0..15 the upper line, 16..31 the lower; ASCII. Cell by cell, because
 * an 8051 has no room for a line. */
char fw_display_cell(const struct fw_node MSN_MEM *node, uint8_t cell);

#ifdef __cplusplus
}
#endif

#endif
