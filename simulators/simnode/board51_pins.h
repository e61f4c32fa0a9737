// Pins of the 8051 boards (firmware-shared/port/mcs51/board.h has the same from the other side).
#pragma once

#include <cstdint>

namespace firedamp::pins51 {

// P1
inline constexpr unsigned contacts = 0x03;  // 0 = power is on
inline constexpr unsigned remote = 0x04;    // 0 = REMOTE
inline constexpr unsigned close = 0x08;     // 0 = pressed
inline constexpr unsigned methaneLoop = 0x10;  // methane52: 1 = demands off
inline constexpr unsigned methaneMute = 0x20;  // methane52: 0 = pressed
inline constexpr unsigned relayMute = 0x10;    // relay51, relay52: 0 = pressed
inline constexpr unsigned lcdNibble = 0x0F;    // flow52
inline constexpr unsigned lcdSelect = 0x10;
inline constexpr unsigned lcdEnable = 0x20;
inline constexpr unsigned scl = 0x40;
inline constexpr unsigned sda = 0x80;
// P0 of the relay boards: bit n is LockInput n, 0 = healthy; the key is 0 = turned
inline constexpr unsigned locks = 0x3F;
inline constexpr unsigned unlockKey = 0x40;
// P2
inline constexpr unsigned relays = 0x03;  // 0 = energised
// P3
inline constexpr unsigned driver = 0x04;     // 0 = transmit
inline constexpr unsigned powerFail = 0x08;  // flow52: 0 = the supply is going
inline constexpr unsigned pulses = 0x10;     // flow52: T0
inline constexpr unsigned direction = 0x20;  // flow52: 0 = reverse
// ADC0809 on the bus, low byte of the address
inline constexpr unsigned adcStart = 0xF8;
inline constexpr unsigned adcRead = 0xF0;
inline constexpr unsigned adcTemperature = 1;  // 5 n - 400, 0.1 degC
inline constexpr unsigned adcSupply = 2;       // 98 n mV

}  // namespace firedamp::pins51
