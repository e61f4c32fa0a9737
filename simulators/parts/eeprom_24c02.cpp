#include "parts/eeprom_24c02.h"

namespace firedamp {

void Eeprom24c02::lines(bool scl, bool sda, std::int64_t at_ns) {
  if (!present_) {
    phase_ = Phase::idle;
    pulls_ = false;
    scl_ = scl;
    sdaIn_ = sda;
    return;
  }
  sda = sda && !pulls_;
  const bool rose = scl && !scl_;
  const bool fell = !scl && scl_;
  const bool steadyHigh = scl && scl_;
  const bool start = steadyHigh && sdaIn_ && !sda;
  const bool stop = steadyHigh && !sdaIn_ && sda;
  if (rose || fell) checkClock(scl, at_ns);
  scl_ = scl;
  sdaIn_ = sda;
  if (start) started();
  if (stop) stopped(at_ns);
  if (rose) clockRose(sda);
  if (fell) clockFell(at_ns);
}

void Eeprom24c02::checkClock(bool scl, std::int64_t at_ns) {
  const std::int64_t least_ns = scl ? lowMin_ns : highMin_ns;
  if (edgeSeen_ && at_ns - edge_ns_ < least_ns) ++timingFaults_;
  edge_ns_ = at_ns;
  edgeSeen_ = true;
}

void Eeprom24c02::started() {
  phase_ = Phase::device;
  bits_ = 0;
  shift_ = 0;
  pulls_ = false;
  latched_ = 0;  // a write without its STOP is none
}

void Eeprom24c02::stopped(std::int64_t at_ns) {
  if (phase_ == Phase::data && latched_ != 0) {
    for (unsigned i = 0; i < pageBytes; ++i) {
      std::uint8_t& cell = cells_[pageAt_ + i];
      before_[i] = cell;
      if ((latched_ >> i & 1) != 0) cell = page_[i];
    }
    writing_ = latched_;
    busyUntil_ns_ = at_ns + writeTime_ns;
    ++writeCycles_;
  }
  latched_ = 0;
  phase_ = Phase::idle;
  pulls_ = false;
}

void Eeprom24c02::clockRose(bool sda) {
  if (phase_ == Phase::idle || phase_ == Phase::released) return;
  if (bits_ == 8) {
    acknowledged_ = !sda;
  } else if (phase_ != Phase::send) {
    shift_ = static_cast<std::uint8_t>(shift_ << 1 | (sda ? 1 : 0));
  }
  ++bits_;
}

// Data changes while the clock is low: acknowledge, let go, or put out the next bit.
void Eeprom24c02::clockFell(std::int64_t at_ns) {
  if (phase_ == Phase::idle || phase_ == Phase::released) return;
  if (bits_ == 8 && phase_ != Phase::send) {
    pulls_ = taken(at_ns);
    if (!pulls_) phase_ = Phase::released;
    return;
  }
  if (bits_ == 8) {  // the master's turn to acknowledge
    pulls_ = false;
    return;
  }
  if (bits_ == 9) {
    bits_ = 0;
    pulls_ = false;
    if (phase_ == Phase::send) {
      if (!acknowledged_) {
        phase_ = Phase::released;
        return;
      }
      shift_ = cells_[at_++];
    } else {
      shift_ = 0;
    }
  }
  if (phase_ == Phase::send) nextBit();
}

void Eeprom24c02::nextBit() {
  pulls_ = (shift_ >> (7 - bits_) & 1) == 0;
}

bool Eeprom24c02::taken(std::int64_t at_ns) {
  switch (phase_) {
    case Phase::device:
      if ((shift_ & 0xFEu) != address || at_ns < busyUntil_ns_) return false;
      phase_ = (shift_ & 1u) != 0 ? Phase::send : Phase::word;
      return true;
    case Phase::word:
      at_ = shift_;
      pageAt_ = static_cast<std::uint8_t>(at_ & ~(pageBytes - 1u));
      latched_ = 0;
      phase_ = Phase::data;
      return true;
    case Phase::data: {
      const unsigned cell = at_ % pageBytes;  // the counter wraps inside its page
      page_[cell] = shift_;
      latched_ = static_cast<std::uint8_t>(latched_ | 1u << cell);
      at_ = static_cast<std::uint8_t>(pageAt_ + (cell + 1) % pageBytes);
      return true;
    }
    default:
      return false;
  }
}

void Eeprom24c02::powerLost(std::int64_t at_ns) {
  for (unsigned i = 0; at_ns < busyUntil_ns_ && i < pageBytes; ++i) {
    if ((writing_ >> i & 1) == 0) continue;
    const unsigned fate = static_cast<unsigned>(noise_() >> 8) % 3;
    if (fate == 1) cells_[pageAt_ + i] = before_[i];
    if (fate == 2) cells_[pageAt_ + i] = static_cast<std::uint8_t>(noise_() >> 8);
  }
  busyUntil_ns_ = 0;
  phase_ = Phase::idle;
  pulls_ = edgeSeen_ = false;
  scl_ = sdaIn_ = true;
  at_ = 0;
}

}  // namespace firedamp
