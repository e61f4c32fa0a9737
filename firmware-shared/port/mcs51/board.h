/* Methane board with an AT89S52: the pins, for the firmware and for whoever simulates the board.
 *
 * Clock 11.0592 MHz (1 machine cycle = 12 clocks). UART mode 1, 9600 8N1 by timer 1 (TH1 = 0xFD).
 * Timer 2 auto-reload every 4608 machine cycles = 5 ms: the step. Watchdog: WDTRST (0xA6), 14 bit,
 * 16383 machine cycles = 17.8 ms. Power-up is told from other resets by POF (PCON.4 = 1).
 *
 * Port  Pin  Meaning                       Level
 * P1    .0   contact of relay 0            0 = power is on
 *       .1   contact of relay 1            0 = power is on
 *       .2   local/remote switch           0 = REMOTE   (a broken wire is LOCAL)
 *       .3   close button                  0 = pressed
 *       .4   external interlock loop       1 = demands off   (a broken loop trips): hold it at 0!
 *       .5   mute button                   0 = pressed
 * P2    .0   relay 0                       0 = energised = power on   (reset: 1)
 *       .1   relay 1                       0 = energised
 *       .2   lamp                          0 = lit
 *       .3   horn                          0 = sounds
 *       .7   bus select                    0 = ADC, 1 = RAM
 * P3    .0   RXD     .1 TXD
 *       .2   RS-485 driver                 0 = transmit     (reset: 1 = receive)
 *       .6   WR      .7 RD                 of RAM and ADC
 *
 * External RAM, 256 bytes: the chip's own 256 do not hold the node and its stack. Selected while
 * P2.7 = 1; of the address only the low byte is decoded, so what the relays' bits of P2 do does not
 * matter. Power-up content is noise. In a simulator's words: MOVX with address bit 15 = 1 reads and
 * writes ram[address & 0xFF].
 *
 * ADC0809 (8 bit, 0 to 5 V, OE and START gated by P2.7 = 0 with RD and WR; P2 is the high address
 * byte). RAM and ADC are reached by MOVX @Ri only: that leaves P2 as it is, where MOVX @DPTR would
 * put DPH on the relays' pins. In a simulator's words: with address bit 15 = 0
 *   MOVX write to low byte 0xF8 + channel   latches the channel and starts a conversion (100 us)
 *   MOVX read  of low byte 0xF0             the result of the last conversion
 * The result is read one step (5 ms) after its start; EOC is not wired.
 *
 * Channel  Quantity       Count n means                      Fit
 *   0      methane        (n - 41) * 400 / 163  0.01 %CH4    4..20 mA in 200 ohm = 0..4 %
 *   1      temperature    5 n - 400             0.1 degC
 *   2      supply         98 n                  mV           divider 1:5
 *
 * Current loop after NAMUR NE 43 (second-hand): n <= 36 (3.6 mA) is an open loop, n >= 214 (21 mA)
 * a shorted one. Between them and the range 41..204 lie drift (37: -0.10 %CH4) and over-range.
 * Supply: n <= 91 (8.9 V) is low, n >= 97 (9.5 V) good again; unverified for a given sensor.
 *
 * Provisioning, in code memory, so that one image serves many nodes (little-endian; patch the ihx):
 *   0x1F10 192 bytes  key area (msn/key_area.h), erased: no key
 *   0x1FD0  32 bytes  CONFIG page, 16 registers of 16 bit (msn/regs.def; invalid: factory values)
 *   0x1FF0   1 byte   Modbus address 1..247
 *   0x1FF1   1 byte   class, 1 = methane (the only one in this image)
 *   0x1FF2   1 byte   number of relays 0..2
 *   0x1FF3   1 byte   level, 0 or 1
 *   0x1FF4   2 bytes  hardware
 *   0x1FF6   4 bytes  serial number
 *   0x1FFA   2 bytes  key id, 0 = no key
 *   0x1FFC   2 bytes  image CRC
 *   0x1FFE   1 byte   highest level that this program can, 1 */
#ifndef FW_BOARD_H
#define FW_BOARD_H

#define BOARD_KEYS_AT 0x1F10
#define BOARD_CONFIG_AT 0x1FD0
#define BOARD_SETUP_AT 0x1FF0

#define BOARD_HARDWARE 0x0052
#define BOARD_STEP_MS 5
#define BOARD_STEP_CYCLES 4608u
#define BOARD_BAUD_RELOAD 0xFDu
#define BOARD_RELEASE_TURNS 96u /* of two cycles: two bits of 9600 baud */

/* Registers of CONFIG that a commit may change: limits, delays, sensitivity. */
#define FW_PAGE_FIRST 4
#define FW_PAGE_COUNT 9

#define BOARD_P1_CONTACTS 0x03u
#define BOARD_P1_REMOTE 0x04u
#define BOARD_P1_CLOSE 0x08u
#define BOARD_P1_INTERLOCK 0x10u
#define BOARD_P1_MUTE 0x20u
#define BOARD_INTERLOCK(pins) (((pins) & BOARD_P1_INTERLOCK) == 0)
#define BOARD_LEVEL FW_WITH_MAC

#define BOARD_P2_RELAYS 0x03u
#define BOARD_P2_LAMP 0x04u
#define BOARD_P2_HORN 0x08u
#define BOARD_P2_ADC 0x80u

#define BOARD_ADC_START 0xF8u
#define BOARD_ADC_READ 0xF0u
#define BOARD_ADC_GAS 0u
#define BOARD_ADC_TEMP 1u
#define BOARD_ADC_SUPPLY 2u
#define BOARD_ADC_CHANNELS 3u

#define BOARD_GAS_ZERO 41   /* count at 0 %CH4 */
#define BOARD_GAS_SPAN 10052 /* 400 / 163 * 4096, rounded */
#define BOARD_GAS_OPEN 36u
#define BOARD_GAS_SHORT 214
#define BOARD_SUPPLY_LOW 91u
#define BOARD_SUPPLY_GOOD 97u

#endif
