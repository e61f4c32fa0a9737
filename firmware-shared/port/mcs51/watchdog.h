/* AT89S51/S52 watchdog: 14 bits of machine cycles, 17.8 ms; the first feed starts it. */
#ifndef FW_WATCHDOG_H
#define FW_WATCHDOG_H

__sfr __at(0xA6) WDTRST;

#define FEED_DOG() (WDTRST = 0x1E, WDTRST = 0xE1)

#endif
