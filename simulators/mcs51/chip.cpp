#include "mcs51/chip.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <random>

#include "mcs51/instructions.h"

namespace firedamp::mcs51 {
namespace {

std::string hex(unsigned value) {
  static const char digits[] = "0123456789ABCDEF";
  std::string text = "0x";
  for (int shift = value > 0xFF ? 12 : 4; shift >= 0; shift -= 4) {
    text += digits[(value >> shift) & 0xFu];
  }
  return text;
}

// Registers that no peripheral reads or changes.
bool ofTheCore(std::uint8_t address) {
  return address == sfrAcc || address == sfrPsw || address == sfrB || address == sfrAuxr1 ||
         (address >= sfrSp && address <= sfrDp1h);
}

constexpr std::array<std::uint8_t, 4> portAddress{sfrP0, sfrP1, sfrP2, sfrP3};

std::optional<unsigned> portOf(std::uint8_t address) {
  if ((address & 0xCFu) != sfrP0) return std::nullopt;
  return (address >> 4) & 3u;
}

}  // namespace

Chip::Chip(const Part& part, Bus& bus, std::span<const std::uint8_t> code,
           std::uint32_t powerUpSeed)
    : part_(part),
      bus_(bus),
      code_(code.begin(), code.end()),
      uart_(sfr_, bus),
      interrupts_(sfr_, part.timer2) {
  code_.resize(0x10000, 0xFF);
  std::minstd_rand noise{powerUpSeed};
  for (std::uint8_t& cell : iram_) cell = static_cast<std::uint8_t>(noise() >> 8);
  sfr_.set(sfrPcon, pconPof);  // the power-off flag: a cold start
  reset();
}

void Chip::reset() {
  const auto powerOff = static_cast<std::uint8_t>(sfr_[sfrPcon] & pconPof);
  sfr_ = Registers{};
  sfr_[sfrPcon] = powerOff;
  sfr_[sfrSp] = 7;
  for (const std::uint8_t port : portAddress) sfr_[port] = 0xFF;
  interrupts_.reset();
  uart_.reset();
  pc_ = 0;
  interruptsHeld_ = watchdogOn_ = watchdogPrimed_ = false;
  watchdog_ = 0;
  pending_ = horizon_ = 0;
  attention_ = true;
  for (int port = 0; port < 4; ++port) bus_.portWritten(port, 0xFF);
}

std::uint8_t Chip::latch(int port) const {
  return sfr_[portAddress[static_cast<unsigned>(port)]];
}

std::uint8_t Chip::sfr(std::uint8_t address) const {
  if (address != sfrPsw) return sfr_[address];
  const bool odd = std::popcount(sfr_[sfrAcc]) % 2 != 0;
  return static_cast<std::uint8_t>((sfr_[sfrPsw] & 0xFEu) | (odd ? 1u : 0u));
}

void Chip::violate(const std::string& what) {
  halted_ = true;
  if (violation_.empty()) violation_ = what + " at PC " + hex(0x10000u | pc_).substr(2);
}

std::uint8_t Chip::readDirect(std::uint8_t address, bool latchOnly) {
  if (address < 0x80) return iram_[address];
  if (ofTheCore(address)) return sfr(address);
  const auto port = portOf(address);
  if (port) {
    const unsigned pins = latchOnly ? 0xFFu : pins_[*port];
    return static_cast<std::uint8_t>(sfr_[address] & pins);
  }
  settle();
  return address == sfrSbuf ? uart_.received() : sfr(address);
}

void Chip::writeDirect(std::uint8_t address, std::uint8_t value) {
  if (address < 0x80) {
    iram_[address] = value;
  } else {
    writeSpecial(address, value);
  }
}

void Chip::writeSpecial(std::uint8_t address, std::uint8_t value) {
  if (ofTheCore(address)) {
    sfr_[address] = value;
    return;
  }
  if (const auto port = portOf(address)) {
    if (*port == 3) settle();  // a byte that is out is out before its driver lets go
    sfr_[address] = value;
    return bus_.portWritten(static_cast<int>(*port), value);
  }
  settle();
  changed();
  if (address == sfrWdtrst) return feedWatchdog(value);
  if (address == sfrSbuf) return uart_.written(value);
  if (address == sfrIe || address == sfrIp) interruptsHeld_ = true;
  sfr_[address] = value;
}

std::uint8_t Chip::readIndirect(std::uint8_t address) {
  if (address >= part_.iramBytes) violate("indirect read of " + hex(address) + " beyond the RAM");
  return iram_[address];
}

void Chip::writeIndirect(std::uint8_t address, std::uint8_t value) {
  if (address >= part_.iramBytes) {
    violate("indirect write of " + hex(address) + " beyond the RAM");
    return;
  }
  iram_[address] = value;
}

void Chip::push(std::uint8_t value) {
  const auto top = static_cast<std::uint8_t>(sfr_[sfrSp] + 1);
  sfr_[sfrSp] = top;
  if (top == 0 || top >= part_.iramBytes) return violate("stack overflow");
  iram_[top] = value;
}

std::uint8_t Chip::pop() {
  const std::uint8_t top = sfr_[sfrSp];
  sfr_[sfrSp] = static_cast<std::uint8_t>(top - 1);
  return readIndirect(top);
}

std::uint16_t Chip::dptr() const {
  const bool second = sfr_.has(sfrAuxr1, 1);
  return static_cast<std::uint16_t>(sfr_[second ? sfrDp1h : sfrDp0h] * 256u +
                                    sfr_[second ? sfrDp1l : sfrDp0l]);
}

void Chip::setDptr(std::uint16_t value) {
  const bool second = sfr_.has(sfrAuxr1, 1);
  sfr_[second ? sfrDp1h : sfrDp0h] = static_cast<std::uint8_t>(value >> 8);
  sfr_[second ? sfrDp1l : sfrDp0l] = static_cast<std::uint8_t>(value);
}

// Only 0x1E and then 0xE1 start and restart it; nothing but a reset stops it.
void Chip::feedWatchdog(std::uint8_t value) {
  if (watchdogPrimed_ && value == 0xE1) {
    watchdogOn_ = true;
    watchdog_ = 0;
  }
  watchdogPrimed_ = value == 0x1E;
}

void Chip::setPins(int port, std::uint8_t mask, std::uint8_t levels) {
  std::uint8_t& pins = pins_[static_cast<unsigned>(port)];
  const auto next = static_cast<std::uint8_t>((pins & ~mask) | (levels & mask));
  if (next == pins) return;
  settle();
  changed();
  const auto fell = static_cast<std::uint8_t>(pins & ~next);
  pins = next;
  if (poweredDown()) {
    if (port == 3 && (fell & 0x0Cu) != 0) wake();  // AT89S52: an external interrupt ends power-down
    return;
  }
  Overflows overflows;
  if (port == 3) {
    if ((fell & 0x04u) != 0) interrupts_.fallingEdge(0);
    if ((fell & 0x08u) != 0) interrupts_.fallingEdge(1);
    if ((fell & 0x10u) != 0) timers_.edge(0, int0(), int1());
    if ((fell & 0x20u) != 0) overflows = timers_.edge(1, int0(), int1());
  }
  if (port == 1 && part_.timer2) {
    if ((fell & 0x01u) != 0) overflows = timers_.edge(2, int0(), int1());
    if ((fell & 0x02u) != 0) timers_.t2ExternalEdge();
  }
  if (overflows.timer1 + overflows.timer2 != 0) uart_.advance(0, overflows);
}

void Chip::wake() {
  if (!sfr_.has(sfrIe, 0x05)) return;
  sfr_.clear(sfrPcon, pconPowerDown);
  if (!int0()) interrupts_.fallingEdge(0);
  if (!int1()) interrupts_.fallingEdge(1);
}

}  // namespace firedamp::mcs51
