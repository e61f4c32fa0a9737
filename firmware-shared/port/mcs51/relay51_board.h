/* Relay board with an AT89S51: 4 KB of flash, 128 bytes of RAM, no timer 2, no EEPROM. Pins as on
 * relay_board.h, but P1.4 (there is no horn to mute), P1.6 and P1.7 (there is no memory).
 *
 * Tick by timer 0: its overflow sets the high byte alone, so that the period is BOARD_STEP_CYCLES
 * to the cycle however late the interrupt comes (by less than 256 of them). Baud by timer 1.
 *
 * Provisioning in code memory (little-endian): 0x0FD0 CONFIG, 32 bytes, whose values all fit a
 * byte; 0x0FF0 setup, 16 bytes (struct fw_node_setup), of two relays and level 0. */
#ifndef FW_BOARD_H
#define FW_BOARD_H

#define BOARD_CONFIG_AT 0x0FD0
#define BOARD_SETUP_AT 0x0FF0
#define BOARD_LEVEL 0

#define BOARD_HARDWARE 0x0051
#define FW_RELAYS(self) 2 /* the program knows no other number */
#define FW_ALL_RELAYS(self) 3u

#define BOARD_STEP_MS 5
#define BOARD_STEP_CYCLES 4608u /* 18 * 256 */
#define BOARD_BAUD_RELOAD 0xFDu
#define BOARD_RELEASE_TURNS 96u /* of two cycles: two bits of 9600 baud */

#define BOARD_P0_LOCKS 0x3Fu

#define BOARD_P1_CONTACTS 0x03u
#define BOARD_P1_REMOTE 0x04u
#define BOARD_P1_CLOSE 0x08u
#define BOARD_INTERLOCK(pins) ((P0 & FW_LOCK_METHANE) != 0)

#define BOARD_P2_RELAYS 0x03u
#define BOARD_P2_LAMP 0x04u

#endif
