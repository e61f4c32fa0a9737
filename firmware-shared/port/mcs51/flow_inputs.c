#include "flow_inputs.h"

#include "fw/node.h"
#include "parts.h"

#include <at89x52.h>

static uint16_t counted;

void start_flow_inputs(void)
{
  TMOD = 0x25;
  TL0 = 0;
  TH0 = 0;
  TR0 = 1;
}

/* The counter runs on: its high byte must be that of the low byte. */
static void read_pulses(void)
{
  uint8_t high;
  uint8_t low;
  uint16_t now;
  do {
    high = TH0;
    low = TL0;
  } while (high != TH0);
  now = (uint16_t)((uint16_t)(high << 8) | low);
  the_inputs.pulses = (uint16_t)(now - counted);
  counted = now;
}

/* The result of the channel before this one, and the next one starts; see board.h. */
static uint8_t convert(uint8_t channel)
{
  uint8_t count;
  P2 &= (uint8_t)~BOARD_P2_ADC;
  count = *(volatile __pdata uint8_t *)BOARD_ADC_READ;
  *(volatile __pdata uint8_t *)(BOARD_ADC_START + channel) = 0;
  P2 |= BOARD_P2_ADC;
  return count;
}

static void read_sensors(void)
{
  static uint8_t channel; /* being converted */
  uint8_t next = (uint8_t)(channel + 1u) & (uint8_t)(BOARD_ADC_CHANNELS - 1u);
  uint8_t count = convert(next);

  if (channel == BOARD_ADC_PRESSURE) {
    the_inputs.p_abs_dapa = (uint16_t)((uint8_t)40 * count + 3000u);
  } else if (channel == BOARD_ADC_TEMP) {
    the_inputs.temp_ddegc = (int16_t)((uint8_t)5 * count - 400);
  } else if (channel == BOARD_ADC_SUPPLY) {
    the_inputs.supply_mv = (uint16_t)((uint8_t)98 * count);
  } else {
    /* 39.2 n: 39 n and a fifth of n */
    the_inputs.content_cpct = (int16_t)((uint8_t)39 * count + (uint8_t)(count / 5u));
  }
  channel = next;
}

/* The pins first: what was counted before the supply began to fail is among the pulses. */
void read_flow_inputs(void)
{
  the_inputs.pins = 0;
  if (!P3_5) the_inputs.pins |= FW_PIN_REVERSE;
  if (!P3_3) the_inputs.pins |= FW_PIN_POWER_FAIL;
  read_pulses();
  read_sensors();
}

void fw_class_acknowledged(struct fw_node MSN_MEM *node) {}
