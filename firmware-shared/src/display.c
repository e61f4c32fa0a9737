#include "fw/display.h"

#include "flow_parts.h"

/* What stands still; A to J are the digits of the line's number, A its lowest. */
static const char MSN_CODE face[] = "Q-GFEDC.BAm3/minVJIHGFEDCB.Am3 ?";
enum { SIGN_CELL = 1, STATE_CELL = 31, TOP_DIGIT = 9, FLOW_UNITS = 2, TOTAL_UNITS = 1 };
static const uint32_t MSN_CODE powers[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/* By subtraction: at most 90 turns, and no division. */
static char digit(uint32_t value, uint8_t place, uint8_t units)
{
  uint8_t power = TOP_DIGIT;
  char shown;
  if (place > units && value < powers[place]) {
    return ' ';
  }
  for (;; power--) {
    shown = '0';
    while (value >= powers[power]) {
      value -= powers[power];
      shown++;
    }
    if (power == place) {
      return shown;
    }
  }
}

static char state(const struct fw_node MSN_MEM *node)
{
  if ((MINE.active & FW_FLOW_FAULT) != 0) return 'F';
  if (MINE.quality != 0) return '?';
  if ((MINE.active & FW_FLOW_LOW) != 0) return 'L';
  return (MINE.active & FW_FLOW_HIGH) != 0 ? 'H' : ' ';
}

char fw_display_cell(const struct fw_node MSN_MEM *node, uint8_t cell)
{
  char shown = face[cell];

  if (cell == SIGN_CELL) return MINE.backwards ? '-' : ' ';
  if (cell == STATE_CELL) return state(node);
  if (shown < 'A' || shown > 'A' + TOP_DIGIT) return shown;
  if (cell < FW_DISPLAY_COLUMNS) {
    return digit(MINE.flow, (uint8_t)(shown - 'A'), FLOW_UNITS);
  }
  return digit(TOTALS.forward, (uint8_t)(shown - 'A'), TOTAL_UNITS);
}
