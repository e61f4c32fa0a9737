#include "lcd.h"

#include "fw/display.h"
#include "fw/node.h"

#include <at89x52.h>

#define RS 0x10u
#define ENABLE 0x20u
#define IDLE 0xC0u /* E low, and the I2C lines of the same port as they rest */

enum {
  WAIT = 0xFF,
  RESET_STEPS = 16,
  UPPER = RESET_STEPS,                    /* instruction: cursor to the upper line */
  LOWER = UPPER + 1 + FW_DISPLAY_COLUMNS, /* and to the lower */
  END = LOWER + 1 + FW_DISPLAY_COLUMNS,
  SHOW_BEAT = 8 /* flow and total are new, and stand still for most of a second */
};

/* Reset by instruction (data sheet, figure 24), a nibble a step: 15 ms, then 8 bits three times, 4
 * bits, two lines, display on, clear, cursor moves right. */
static const __code uint8_t reset[RESET_STEPS] = {WAIT, WAIT, WAIT, WAIT, 3, 3, 3, 2,
                                                  2,    8,    0,    0xC,  0, 1, 0, 6};

static uint8_t position;

/* E falls once, also from the high level of the reset. */
static void nibble(uint8_t value)
{
  P1 = IDLE | value | (P1 & ENABLE);
  P1_5 = 1;
  P1_5 = 0;
}

static void byte(uint8_t value, uint8_t select)
{
  nibble((uint8_t)(value >> 4) | select);
  nibble((uint8_t)(value & 0x0Fu) | select);
}

void lcd_step(void)
{
  uint8_t at = position;
  if (at < RESET_STEPS) {
    if (reset[at] != WAIT) {
      nibble(reset[at]);
    }
  } else if (at == UPPER) {
    byte(0x80, 0);
  } else if (at == LOWER) {
    byte(0xC0, 0);
  } else if (at != END) {
    at -= UPPER + 1;
    if (position > LOWER) {
      at--;
    }
    byte((uint8_t)fw_display_cell(node, at), RS);
  } else if (FW_FLOW(node).beat == SHOW_BEAT) {
    position = UPPER;
    return;
  } else {
    return;
  }
  position++;
}
