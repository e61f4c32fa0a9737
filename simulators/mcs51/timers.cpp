#include "mcs51/timers.h"

#include <algorithm>

namespace firedamp::mcs51 {
namespace {

constexpr std::uint8_t modeMask = 0x03;
constexpr std::uint8_t counterBit = 0x04;
constexpr std::uint8_t gateBit = 0x08;

std::uint8_t tmodOf(const Registers& sfr, int timer) {
  return static_cast<std::uint8_t>(timer == 0 ? sfr[sfrTmod] & 0x0Fu : sfr[sfrTmod] >> 4);
}

}  // namespace

bool Timers::runs(int timer, bool gatePin, bool counts) const {
  const std::uint8_t mode = tmodOf(sfr_, timer);
  const bool on = sfr_.has(sfrTcon, timer == 0 ? tconTr0 : tconTr1);
  // With T0 in mode 3, TR1 belongs to TH0 and T1 runs whenever it is not in mode 3 itself.
  const bool split = timer == 1 && (tmodOf(sfr_, 0) & modeMask) == 3;
  if (timer == 1 && (mode & modeMask) == 3) return false;
  return (on || split) && (!(mode & gateBit) || gatePin) && ((mode & counterBit) != 0) == counts;
}

unsigned Timers::bump8(std::uint8_t address, unsigned counts, std::uint8_t flag) {
  const unsigned sum = sfr_[address] + counts;
  sfr_[address] = static_cast<std::uint8_t>(sum);
  if (sum > 0xFF) sfr_.set(sfrTcon, flag);
  return sum >> 8;
}

unsigned Timers::bump(int timer, unsigned counts) {
  const std::uint8_t low = timer == 0 ? sfrTl0 : sfrTl1;
  const std::uint8_t high = timer == 0 ? sfrTh0 : sfrTh1;
  const std::uint8_t mode = tmodOf(sfr_, timer) & modeMask;
  const bool silent = timer == 1 && (tmodOf(sfr_, 0) & modeMask) == 3;
  const std::uint8_t flag = silent ? 0 : timer == 0 ? tconTf0 : tconTf1;
  if (mode == 3) return bump8(low, counts, flag);
  unsigned overflows = 0;
  if (mode == 2) {
    unsigned value = sfr_[low] + counts;
    if (value > 0xFF) {
      const unsigned period = 0x100u - sfr_[high];
      overflows = 1 + (value - 0x100) / period;
      value = sfr_[high] + (value - 0x100) % period;
    }
    sfr_[low] = static_cast<std::uint8_t>(value);
  } else {
    const unsigned lowBits = mode == 0 ? 5 : 8;
    const unsigned lowMask = (1u << lowBits) - 1;
    const unsigned sum =
        ((static_cast<unsigned>(sfr_[high]) << lowBits) | (sfr_[low] & lowMask)) + counts;
    overflows = sum >> (lowBits + 8);
    sfr_[low] = static_cast<std::uint8_t>((sfr_[low] & ~lowMask) | (sum & lowMask));
    sfr_[high] = static_cast<std::uint8_t>(sum >> lowBits);
  }
  if (overflows != 0) sfr_.set(sfrTcon, flag);
  return overflows;
}

unsigned Timers::bumpTimer2(unsigned counts) {
  const unsigned reload = sfr_[sfrRcap2h] * 256u + sfr_[sfrRcap2l];
  const bool baud = sfr_.has(sfrT2con, t2Rclk | t2Tclk);
  const bool capture = sfr_.has(sfrT2con, t2Capture) && !baud;
  unsigned value = sfr_[sfrTh2] * 256u + sfr_[sfrTl2] + counts;
  unsigned overflows = 0;
  while (value > 0xFFFF) {
    ++overflows;
    value = value - 0x10000 + (capture ? 0 : reload);
  }
  sfr_[sfrTl2] = static_cast<std::uint8_t>(value);
  sfr_[sfrTh2] = static_cast<std::uint8_t>(value >> 8);
  if (overflows != 0 && !baud) sfr_.set(sfrT2con, t2Tf2);
  return baud ? overflows : 0;
}

unsigned Timers::untilOverflow(int timer) const {
  const unsigned low = sfr_[timer == 0 ? sfrTl0 : sfrTl1];
  const unsigned high = sfr_[timer == 0 ? sfrTh0 : sfrTh1];
  switch (tmodOf(sfr_, timer) & modeMask) {
    case 0:
      return 0x2000 - (high * 32 + (low & 0x1Fu));
    case 1:
      return 0x10000 - (high * 256 + low);
    default:
      return 0x100 - low;
  }
}

unsigned Timers::untilInterrupt(bool int0, bool int1) const {
  constexpr std::uint8_t enabled0 = 0x02, enabled1 = 0x08, enabled2 = 0x20;
  unsigned until = 0xFFFF;
  const bool split = (tmodOf(sfr_, 0) & modeMask) == 3;  // TF1 then belongs to TH0
  if (split && sfr_.has(sfrIe, enabled0 | enabled1)) return 1;
  if (sfr_.has(sfrIe, enabled0) && runs(0, int0, false)) until = untilOverflow(0);
  if (sfr_.has(sfrIe, enabled1) && runs(1, int1, false)) {
    until = std::min(until, untilOverflow(1));
  }
  const bool counts2 = sfr_.has(sfrT2con, t2Tr2) && !sfr_.has(sfrT2con, t2Counter);
  if (sfr_.has(sfrIe, enabled2) && counts2 && !sfr_.has(sfrT2con, t2Rclk | t2Tclk)) {
    until = std::min(until, 0x10000u - (sfr_[sfrTh2] * 256u + sfr_[sfrTl2]));
  }
  return until;
}

Overflows Timers::advance(unsigned cycles, bool int0, bool int1) {
  Overflows overflows;
  if (runs(0, int0, false)) bump(0, cycles);
  if ((tmodOf(sfr_, 0) & modeMask) == 3 && sfr_.has(sfrTcon, tconTr1)) {
    bump8(sfrTh0, cycles, tconTf1);
  }
  if (runs(1, int1, false)) overflows.timer1 = bump(1, cycles);
  if (sfr_.has(sfrT2con, t2Tr2) && !sfr_.has(sfrT2con, t2Counter)) {
    // As a baud rate generator T2 counts every second clock: six per machine cycle.
    const unsigned perCycle = sfr_.has(sfrT2con, t2Rclk | t2Tclk) ? 6 : 1;
    overflows.timer2 = bumpTimer2(cycles * perCycle);
  }
  return overflows;
}

Overflows Timers::edge(int timer, bool int0, bool int1) {
  Overflows overflows;
  if (timer == 0 && runs(0, int0, true)) bump(0, 1);
  if (timer == 1 && runs(1, int1, true)) overflows.timer1 = bump(1, 1);
  if (timer == 2 && sfr_.has(sfrT2con, t2Tr2) && sfr_.has(sfrT2con, t2Counter)) {
    overflows.timer2 = bumpTimer2(1);
  }
  return overflows;
}

void Timers::t2ExternalEdge() {
  if (!sfr_.has(sfrT2con, t2Exen2)) return;
  sfr_.set(sfrT2con, t2Exf2);
  if (sfr_.has(sfrT2con, t2Rclk | t2Tclk)) return;
  if (sfr_.has(sfrT2con, t2Capture)) {
    sfr_[sfrRcap2l] = sfr_[sfrTl2];
    sfr_[sfrRcap2h] = sfr_[sfrTh2];
  } else {
    sfr_[sfrTl2] = sfr_[sfrRcap2l];
    sfr_[sfrTh2] = sfr_[sfrRcap2h];
  }
}

}  // namespace firedamp::mcs51
