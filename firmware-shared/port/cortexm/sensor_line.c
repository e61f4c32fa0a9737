#include "sensor_line.h"

#include "board.h"

enum { DIGITS_MAX = 5 };
#define SILENT_FOR_EVER 0x7FFFFFFFu

void sensor_line_init(struct sensor_line *line)
{
  line->gas_cpct = 0;
  line->temp_ddegc = 0;
  line->supply_mv = 0;
  line->low_supply = false;
  line->p_abs_dapa = 0;
  line->content_cpct = -1;
  line->reverse = false;
  line->pulses = 0;
  line->faulty = false;
  line->silent_ms = SILENT_FOR_EVER;
  line->kind = 0;
  line->negative = false;
  line->digits = 0;
  line->value = 0;
}

void sensor_line_elapse(struct sensor_line *line, uint32_t elapsed_ms)
{
  if (line->silent_ms < SILENT_FOR_EVER - elapsed_ms) {
    line->silent_ms += elapsed_ms;
  }
}

uint16_t sensor_line_take(struct sensor_line *line)
{
  uint16_t pulses = line->pulses;
  line->pulses = 0;
  return pulses;
}

bool sensor_line_low_supply(const struct sensor_line *line) { return line->low_supply; }

static void heard(struct sensor_line *line)
{
  line->faulty = false;
  line->silent_ms = 0;
}

/* What only a flow transmitter says; value 0..65535. */
static void finish_flow(struct sensor_line *line, uint16_t value)
{
  if (line->kind == 'q') {
    line->pulses = (uint16_t)(line->pulses + value);
    heard(line);
  } else if (line->kind == 'p') {
    line->p_abs_dapa = value;
  } else if (line->kind == 'c' && value <= INT16_MAX) {
    line->content_cpct = (int16_t)value;
  } else if (line->kind == 'd' && value <= 1) {
    line->reverse = value == 1;
  }
}

static void finish(struct sensor_line *line)
{
  int32_t value = line->negative ? -line->value : line->value;

  if (line->kind == 'f' && line->digits == 0 && !line->negative) {
    line->faulty = true;
  }
  if (line->digits == 0 || value < INT16_MIN) {
    return;
  }
  if (line->kind == 'g' && value <= INT16_MAX) {
    line->gas_cpct = (int16_t)value;
    heard(line);
  } else if (line->kind == 't' && value <= INT16_MAX) {
    line->temp_ddegc = (int16_t)value;
  } else if (line->kind == 'v' && value >= 0 && value <= UINT16_MAX) {
    line->supply_mv = (uint16_t)value;
    if (value <= (int32_t)BOARD_SUPPLY_LOW_MV) line->low_supply = true;
    if (value >= (int32_t)BOARD_SUPPLY_GOOD_MV) line->low_supply = false;
  } else if (value >= 0 && value <= UINT16_MAX) {
    finish_flow(line, (uint16_t)value);
  }
}

void sensor_line_push(struct sensor_line *line, char character)
{
  if (character == '\n') {
    finish(line);
    line->kind = 0;
  } else if (line->kind == 0) {
    line->kind = character;
    line->negative = false;
    line->digits = 0;
    line->value = 0;
  } else if (character == '-' && line->digits == 0 && !line->negative) {
    line->negative = true;
  } else if (character >= '0' && character <= '9' && line->digits < DIGITS_MAX) {
    line->value = line->value * 10 + (character - '0');
    line->digits++;
  } else {
    line->kind = '?';
  }
}
