// What the chip is soldered to. Called from inside Chip::step(), on the caller's thread.
#pragma once

#include <cstdint>

namespace firedamp::mcs51 {

class Bus {
 public:
  virtual ~Bus() = default;
  virtual std::uint8_t readExternal(std::uint16_t address) = 0;  // MOVX
  virtual void writeExternal(std::uint16_t address, std::uint8_t value) = 0;
  virtual void portWritten(int port, std::uint8_t latch) = 0;    // port 0..3
  virtual void serialSent(std::uint8_t byte) = 0;                // at the end of its stop bit
};

}  // namespace firedamp::mcs51
