#include "mcs51/uart.h"

#include <algorithm>

#include "mcs51/bus.h"

namespace firedamp::mcs51 {
namespace {

constexpr unsigned quiet = 0xFFFF;

}  // namespace

void Uart::reset() {
  sending_ = flagged_ = nextWaits_ = receiving_ = delivered_ = false;
  sentSixteenths_ = receivedSixteenths_ = halfTick_ = 0;
}

void Uart::written(std::uint8_t byte) {
  if (sending_ && flagged_) {  // the stop bit is still going out: the byte follows it
    next_ = byte;
    nextWaits_ = true;
    return;
  }
  shiftOut_ = byte;
  sending_ = true;
  flagged_ = false;
  sentSixteenths_ = 0;
}

bool Uart::lineIn(std::uint8_t byte) {
  if (line_.size() >= lineBytesMax) {
    ++dropped_;
    return false;
  }
  line_.push_back(byte);
  return true;
}

unsigned Uart::sixteenthsToEvent() const {
  const unsigned whole = frameBits() * 16;
  unsigned least = quiet;
  if (sending_) least = (flagged_ ? whole : whole - 16) - sentSixteenths_;
  if (receiving_) least = std::min(least, (delivered_ ? whole : whole - 8) - receivedSixteenths_);
  return !receiving_ && !line_.empty() ? 1 : least;
}

// Known for the rate that the boards use, timer 1 with reload; else every cycle may be one.
unsigned Uart::untilEvent() const {
  const unsigned sixteenths = sixteenthsToEvent();
  if (sixteenths == quiet) return quiet;
  const bool reload = (sfr_[sfrTmod] & 0x70u) == 0x20 && !sfr_.has(sfrT2con, t2Rclk | t2Tclk);
  if (!reload || (mode() & 1u) == 0 || sixteenths < 2) return 1;
  const unsigned period = 0x100u - sfr_[sfrTh1];
  return (sixteenths - 1) * period * (sfr_.has(sfrPcon, pconSmod) ? 1 : 2);
}

void Uart::advance(unsigned cycles, Overflows overflows) {
  unsigned timer1Ticks = overflows.timer1;
  if (!sfr_.has(sfrPcon, pconSmod)) {
    halfTick_ += overflows.timer1;
    timer1Ticks = halfTick_ / 2;
    halfTick_ %= 2;
  }
  unsigned sendTicks = 0;
  unsigned receiveTicks = 0;
  switch (mode()) {
    case 0:
      sendTicks = cycles * 16;
      break;  // a bit per machine cycle
    case 2:
      sendTicks = receiveTicks = cycles * (sfr_.has(sfrPcon, pconSmod) ? 6 : 3);
      break;
    default:
      sendTicks = sfr_.has(sfrT2con, t2Tclk) ? overflows.timer2 : timer1Ticks;
      receiveTicks = sfr_.has(sfrT2con, t2Rclk) ? overflows.timer2 : timer1Ticks;
  }
  sendSixteenths(sendTicks);
  receiveSixteenths(receiveTicks);
}

void Uart::sendSixteenths(unsigned ticks) {
  if (!sending_) return;
  sentSixteenths_ += ticks;
  const unsigned whole = frameBits() * 16;
  // TI rises at the start of the stop bit; mode 0 has none.
  const unsigned flagAt = mode() == 0 ? whole : whole - 16;
  if (!flagged_ && sentSixteenths_ >= flagAt) {
    flagged_ = true;
    sfr_.set(sfrScon, sconTi);
  }
  if (sentSixteenths_ < whole) return;
  sending_ = false;
  bus_.serialSent(shiftOut_);
  if (nextWaits_) {
    nextWaits_ = false;
    const unsigned rest = sentSixteenths_ - whole;
    written(next_);
    sentSixteenths_ = rest;
  }
}

void Uart::receiveSixteenths(unsigned ticks) {
  if (!receiving_) {
    if (line_.empty() || ticks == 0) return;
    receiving_ = true;
    delivered_ = false;
    receivedSixteenths_ = 0;
  }
  receivedSixteenths_ += ticks;
  const unsigned whole = frameBits() * 16;
  if (!delivered_ && receivedSixteenths_ >= whole - 8) {
    delivered_ = true;
    deliver(line_.front());
    line_.pop_front();
  }
  if (receivedSixteenths_ >= whole) receiving_ = false;
}

void Uart::deliver(std::uint8_t byte) {
  if (!sfr_.has(sfrScon, sconRen)) return;
  if (sfr_.has(sfrScon, sconRi)) {
    ++overruns_;
    return;
  }
  // Stop bit in mode 1; in modes 2 and 3 the ninth bit, always 1 here (a mark).
  receiveBuffer_ = byte;
  sfr_.set(sfrScon, sconRb8 | sconRi);
}

}  // namespace firedamp::mcs51
