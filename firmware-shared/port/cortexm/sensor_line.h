/* Text lines of the digital gas sensor or flow transmitter (board.h, UART1). Pure, so the host
 * tests it too. */
#ifndef FW_SENSOR_LINE_H
#define FW_SENSOR_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct sensor_line {
  int16_t gas_cpct; /* 0.01 %CH4 */
  int16_t temp_ddegc;
  uint16_t supply_mv;  /* 0: not told yet */
  bool low_supply;
  uint16_t p_abs_dapa; /* 10 Pa */
  int16_t content_cpct; /* 0.01 %CH4 for the pure flow; negative: it has not told one */
  bool reverse;
  uint16_t pulses;     /* told and not yet taken */
  bool faulty;         /* said so itself */
  uint32_t silent_ms;  /* since the last gas reading or pulses */
  char kind;           /* of the line being read: gqpcdtvf; 0 = at its start; '?' = ignore it */
  bool negative;
  uint8_t digits;
  int32_t value;
};

#ifdef __cplusplus
extern "C" {
#endif

void sensor_line_init(struct sensor_line *line); /* silent for ever, no reading */
void sensor_line_elapse(struct sensor_line *line, uint32_t elapsed_ms);
uint16_t sensor_line_take(struct sensor_line *line); /* its pulses, which are 0 then */
/* Below BOARD_SUPPLY_LOW_MV, until it is at BOARD_SUPPLY_GOOD_MV again. */
bool sensor_line_low_supply(const struct sensor_line *line);
void sensor_line_push(struct sensor_line *line, char character);

#ifdef __cplusplus
}
#endif

#endif
