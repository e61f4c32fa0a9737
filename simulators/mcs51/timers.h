// T0, T1 and T2. Machine cycles and pin edges in, overflows out.
// Not modelled: T2 counting down (DCEN) and T2 clock-out.
#pragma once

#include <cstdint>

#include "mcs51/sfr.h"

namespace firedamp::mcs51 {

struct Overflows {
  unsigned timer1 = 0;  // drive the UART's baud rate
  unsigned timer2 = 0;  // only when T2 is a baud rate generator
};

class Timers {
 public:
  explicit Timers(Registers& registers) : sfr_(registers) {}
  // `int0` and `int1` are the levels of P3.2 and P3.3 for GATE.
  Overflows advance(unsigned cycles, bool int0, bool int1);
  // Falling edges on T0 (P3.4), T1 (P3.5), T2 (P1.0): counted in counter mode.
  Overflows edge(int timer, bool int0, bool int1);
  // Cycles in which no timer overflows whose interrupt is enabled.
  unsigned untilInterrupt(bool int0, bool int1) const;
  void t2ExternalEdge();  // falling edge on T2EX (P1.1)

 private:
  bool runs(int timer, bool gatePin, bool counts) const;
  unsigned untilOverflow(int timer) const;
  unsigned bump(int timer, unsigned counts);
  unsigned bump8(std::uint8_t address, unsigned counts, std::uint8_t flag);
  unsigned bumpTimer2(unsigned counts);

  Registers& sfr_;
};

}  // namespace firedamp::mcs51
