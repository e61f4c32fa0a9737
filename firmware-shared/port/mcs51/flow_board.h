/* Flow board with an AT89S52: the pins, for the firmware and for whoever simulates the board.
 * Clock, UART, tick, watchdog as board.h. No relays, no switch, no buttons.
 *
 * Port  Pin  Meaning                                   Level
 * P1    .0-.3  HD44780 D4 to D7, .4 RS, .5 E, R/W to ground
 *       .6 SCL .7 SDA of the 24C02
 * P2    .2 lamp, .3 horn, .7 = 0 selects the ADC       0 = on
 * P3    .2   RS-485 driver                             0 = transmit
 *       .3   power fail                                0 = the supply is going; it must hold up for
 *            40 ms more (DESIGN.md), in which the totals are written
 *       .4   T0: pulses, counted by the falling edge, at most 460 kHz
 *       .5   direction                                 0 = reverse
 *
 * ADC0809 as on board.h, one channel a step:
 *   0   absolute pressure   3000 + 40 n       10 Pa
 *   1   temperature         5 n - 400         0.1 degC
 *   2   supply              98 n              mV
 *   3   methane content     n * 10000 / 255   0.01 %CH4 (39.2 n, cut)
 *
 * Provisioning as relay_board.h. */
#ifndef FW_BOARD_H
#define FW_BOARD_H

#define BOARD_KEYS_AT 0x1F10
#define BOARD_CONFIG_AT 0x1FD0
#define BOARD_SETUP_AT 0x1FF0
#define BOARD_LEVEL FW_WITH_MAC

#define BOARD_HARDWARE 0x0052
#define BOARD_STEP_MS 5
#define BOARD_STEP_CYCLES 4608u
#define BOARD_BAUD_RELOAD 0xFDu
#define BOARD_RELEASE_TURNS 96u /* of two cycles: two bits of 9600 baud */

/* Registers of CONFIG that a commit may change: all from K_FACTOR on. */
#define FW_PAGE_FIRST 4
#define FW_PAGE_COUNT 11

#define BOARD_P2_RELAYS 0u
#define BOARD_P2_LAMP 0x04u
#define BOARD_P2_HORN 0x08u
#define BOARD_P2_ADC 0x80u

#define BOARD_ADC_START 0xF8u
#define BOARD_ADC_READ 0xF0u
#define BOARD_ADC_PRESSURE 0u
#define BOARD_ADC_TEMP 1u
#define BOARD_ADC_SUPPLY 2u
#define BOARD_ADC_CHANNELS 4u

#endif
