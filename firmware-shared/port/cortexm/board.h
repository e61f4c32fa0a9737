/* Methane board with a Cortex-M3: ARM MPS2 with the AN385 image, which QEMU models as mps2-an385.
 * For the firmware and for whoever simulates the board.
 *
 * CPU 25 MHz, SysTick 1 kHz = the step. CMSDK watchdog 0x40008000, 250 ms to the NMI, 500 ms to the
 * reset. UARTs are 8N1; QEMU does not model the bit rate.
 *
 *   UART0 0x40004000  IRQ 0   the link: Modbus RTU, 19200 baud
 *   UART1 0x40005000  IRQ 2   digital NDIR sensor, lines of text ended by '\n':
 *                               g<int>  gas in 0.01 %CH4       t<int>  temperature in 0.1 degC
 *                               v<int>  supply in mV           f       the sensor says it is broken
 *                             and a flow transmitter (class 2) instead of g:
 *                               q<int>  pulses since its last q line (0 too: it lives)
 *                               p<int>  absolute pressure in 10 Pa
 *                               c<int>  methane content in 0.01 % (never: none is bound)
 *                               d<0|1>  1 = the flow runs backwards, from the next q on
 *                             e.g. "g152\n" is 1.52 %CH4. Other lines are ignored. The sensor is to
 *                             repeat g or q at least every second; BOARD_SENSOR_MS without one (or
 *                             f, until the next) is a sensor fault.
 *   UART2 0x40006000  IRQ 4   I/O expander: bytes of three kinds, told apart by bits 7..5, each
 *                             sent at every change and at least every second, taken one a step.
 *                             BOARD_EXPANDER_MS without a byte of switches demands off.
 *                             010 switches
 *                               bit 0, 1  contact of relay 0, 1: 1 = power is on
 *                               bit 2     1 = switch on REMOTE
 *                               bit 3     1 = close button pressed
 *                               bit 4     1 = external interlock (methane loop) demands off
 *                             011 further demands of a relay node, 1 = demands off (until the first
 *                                 byte all do; CONFIG.LOCKS says which are wired)
 *                               bit 0 fan, 1 duct flow, 2 gas at the fan over 3.0 %CH4,
 *                               bit 3 gas at the fan not below 1.5 %CH4, 4 interlocked device
 *                             100 keys
 *                               bit 0     1 = unlock key turned
 *                               bit 1     1 = mute button pressed
 *                             Other bytes are ignored.
 *
 *   FPGAIO LED 0x40028000     bit 0, 1  relay 0, 1: 1 = energised = power on
 *   SCC CFG1   0x4002F004     bit 0 lamp, bit 1 horn
 *
 * RAM that start-up leaves alone, 0x20000000:
 *   +0  seed   noise after power-up on real SRAM; an emulator fills it (QEMU: -device
 *              loader,addr=0x20000000,data=<32 random bits>,data-len=4)
 *   +4  0x4D534E31 when +8 counts resets since power-up
 *   +8  resets
 * The boot id is a hash of seed and resets.
 *
 * Provisioning in flash, so that one image serves many nodes (little-endian; patch the elf, or
 * QEMU: -device loader with these addresses):
 *   0x0003F000  32 bytes  CONFIG page, 16 registers of 16 bit (invalid: factory values)
 *   0x0003F020   1 byte   Modbus address 1..247
 *   0x0003F021   1 byte   class, 1 methane 2 flow 3 relay
 *   0x0003F022   1 byte   number of relays 0..2
 *   0x0003F023   1 byte   level 0, 1, 2
 *   0x0003F024   2 bytes  hardware
 *   0x0003F026   2 bytes  key id, 0 = no key
 *   0x0003F028   4 bytes  serial number, then 2 bytes image CRC
 *   0x0003F02E   1 byte   highest level that this program can, 2
 *   0x0003F040 192 bytes  key area (msn/key_area.h), all 0xFF = no key */
#ifndef FW_BOARD_H
#define FW_BOARD_H

#include <stdint.h>

#define BOARD_KEYS_AT 0x0003F040u /* 192 bytes; blank: no key */
#define BOARD_LEVEL 2
#define BOARD_CLOCK_HZ 25000000u
#define BOARD_BAUD 19200u
#define BOARD_WATCHDOG_MS 250u
#define BOARD_SENSOR_MS 2000u
#define BOARD_EXPANDER_MS 3000u

#define BOARD_REG(address) (*(volatile uint32_t *)(address))
#define BOARD_UART(n) (0x40004000u + 0x1000u * (n))
#define BOARD_UART_DATA(n) BOARD_REG(BOARD_UART(n) + 0x00u)
#define BOARD_UART_STATE(n) BOARD_REG(BOARD_UART(n) + 0x04u)
#define BOARD_UART_CTRL(n) BOARD_REG(BOARD_UART(n) + 0x08u)
#define BOARD_UART_INT(n) BOARD_REG(BOARD_UART(n) + 0x0Cu)
#define BOARD_UART_DIVIDER(n) BOARD_REG(BOARD_UART(n) + 0x10u)
#define BOARD_TX_FULL 1u
#define BOARD_RX_FULL 2u
#define BOARD_RX_INTERRUPT 2u
#define BOARD_LINK 0u
#define BOARD_SENSOR 1u
#define BOARD_EXPANDER 2u

#define BOARD_WDOG_LOAD BOARD_REG(0x40008000u)
#define BOARD_WDOG_CTRL BOARD_REG(0x40008008u)
#define BOARD_WDOG_CLEAR BOARD_REG(0x4000800Cu)
#define BOARD_WDOG_LOCK BOARD_REG(0x40008C00u)
#define BOARD_WDOG_KEY 0x1ACCE551u

#define BOARD_RELAYS BOARD_REG(0x40028000u)
#define BOARD_SIGNALS BOARD_REG(0x4002F004u)
#define BOARD_LAMP 1u
#define BOARD_HORN 2u

#define BOARD_SYSTICK_CTRL BOARD_REG(0xE000E010u)
#define BOARD_SYSTICK_LOAD BOARD_REG(0xE000E014u)
#define BOARD_NVIC_ENABLE BOARD_REG(0xE000E100u)

#define BOARD_IN_CONTACTS 0x03u
#define BOARD_IN_REMOTE 0x04u
#define BOARD_IN_CLOSE 0x08u
#define BOARD_IN_INTERLOCK 0x10u
#define BOARD_IN_UNLOCK 0x01u
#define BOARD_IN_MUTE 0x02u
#define BOARD_IN_SWITCHES 0x40u /* kinds */
#define BOARD_IN_DEMANDS 0x60u
#define BOARD_IN_KEYS 0x80u
#define BOARD_IN_MARK_MASK 0xE0u

#define BOARD_SUPPLY_LOW_MV 8900u  /* as the 8051 boards; unverified for a given sensor */
#define BOARD_SUPPLY_GOOD_MV 9500u

#define BOARD_WARM 0x4D534E31u

struct board_survivor { /* at 0x20000000 */
  uint32_t seed;
  uint32_t warm;
  uint32_t resets;
};

#endif
