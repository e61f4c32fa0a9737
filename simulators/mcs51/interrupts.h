// Two priority levels, six sources.
#pragma once

#include <cstdint>
#include <optional>

#include "mcs51/sfr.h"

namespace firedamp::mcs51 {

class Interrupts {
 public:
  Interrupts(Registers& registers, bool timer2) : sfr_(registers), timer2_(timer2) {}
  void reset() { active_[0] = active_[1] = false; }
  // Vector of the request to serve now, or nothing. Marks it active and clears the flags that
  // hardware clears (TF0, TF1, IE0/IE1 in edge mode). `int0`, `int1`: levels of P3.2 and P3.3.
  std::optional<std::uint16_t> take(bool int0, bool int1);
  void returned();  // RETI
  void fallingEdge(int line) { sfr_.set(sfrTcon, line == 0 ? tconIe0 : tconIe1); }

 private:
  bool requested(int source) const;
  void acknowledge(int source);

  Registers& sfr_;
  bool timer2_;
  bool active_[2] = {false, false};
};

}  // namespace firedamp::mcs51
