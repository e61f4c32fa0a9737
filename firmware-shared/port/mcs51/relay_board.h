/* Relay board with an AT89S52: the pins, for the firmware. Clock, UART, tick, watchdog as board.h.
 *
 * Port  Pin  Meaning                                   Level
 * P0    .0   methane loop                              0 = below trip
 *       .1   fan, .2 duct flow                         0 = well
 *       .3   gas at the fan not over 3.0 %CH4          0 = so, .4 below 1.5 %CH4: 0 = so
 *       .5   interlocked devices                       0 = healthy
 *       .6   unlock key                                0 = turned
 *            External pull-ups: an open wire is a demand (and no key).
 * P1    .0 .1 contacts (0 = power on), .2 REMOTE (0), .3 close button (0), .4 mute button (0)
 *       .6 SCL .7 SDA of a 24C02 (0xA0): the count of boots, and what was
 *             committed
 * P2, P3     as board.h
 *
 * Provisioning in code memory (little-endian): 0x1F10 key area, 192 bytes; 0x1FD0 CONFIG, 32 bytes;
 * 0x1FF0 setup, 16 bytes (struct fw_node_setup). */
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

/* Registers of CONFIG that a commit may change: all of the class but the version. */
#define FW_PAGE_FIRST 1
#define FW_PAGE_COUNT 11

#define BOARD_P0_LOCKS 0x3Fu

#define BOARD_P1_CONTACTS 0x03u
#define BOARD_P1_REMOTE 0x04u
#define BOARD_P1_CLOSE 0x08u
#define BOARD_P1_MUTE 0x10u
#define BOARD_INTERLOCK(pins) ((P0 & FW_LOCK_METHANE) != 0)

#define BOARD_P2_RELAYS 0x03u
#define BOARD_P2_LAMP 0x04u
#define BOARD_P2_HORN 0x08u

#endif
