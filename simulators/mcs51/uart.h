// The serial port in modes 1, 2 and 3 with its real bit time; mode 0 sends, but does not receive.
//
// Bits are not drawn: a received byte appears after 9.5 bit times at the chip's own rate, a sent
// byte is handed out at the end of its stop bit. So a wrong baud rate in the image shows as a
// wrong speed on the line, not as garbled bytes.
#pragma once

#include <cstdint>
#include <deque>

#include "mcs51/sfr.h"
#include "mcs51/timers.h"

namespace firedamp::mcs51 {

class Bus;

class Uart {
 public:
  // Waiting on the line; more is dropped and counted.
  static constexpr std::size_t lineBytesMax = 4096;

  Uart(Registers& registers, Bus& bus) : sfr_(registers), bus_(bus) {}
  void reset();
  void advance(unsigned cycles, Overflows overflows);
  // Cycles in which no byte and no flag comes or goes; may be fewer than it could be.
  unsigned untilEvent() const;
  void written(std::uint8_t byte);                        // SBUF write
  std::uint8_t received() const { return receiveBuffer_; }  // SBUF read
  // Puts a byte on the RXD line behind those that still wait. False when the line is full.
  bool lineIn(std::uint8_t byte);
  std::size_t lineWaiting() const { return line_.size(); }
  unsigned overruns() const { return overruns_; }  // lost because RI was still set
  unsigned dropped() const { return dropped_; }    // lost because the line queue was full

 private:
  unsigned mode() const { return sfr_[sfrScon] >> 6; }
  unsigned frameBits() const { return mode() == 1 ? 10 : mode() == 0 ? 8 : 11; }
  unsigned sixteenthsToEvent() const;
  void sendSixteenths(unsigned ticks);
  void receiveSixteenths(unsigned ticks);
  void deliver(std::uint8_t byte);

  Registers& sfr_;
  Bus& bus_;
  std::deque<std::uint8_t> line_;
  std::uint8_t receiveBuffer_ = 0;
  std::uint8_t shiftOut_ = 0;
  bool sending_ = false;
  bool flagged_ = false;           // TI of this byte already set
  bool nextWaits_ = false;         // SBUF written during the stop bit
  std::uint8_t next_ = 0;
  unsigned sentSixteenths_ = 0;
  bool receiving_ = false;
  bool delivered_ = false;
  unsigned receivedSixteenths_ = 0;
  unsigned halfTick_ = 0;          // SMOD = 0: every second T1 overflow counts
  unsigned overruns_ = 0;
  unsigned dropped_ = 0;
};

}  // namespace firedamp::mcs51
