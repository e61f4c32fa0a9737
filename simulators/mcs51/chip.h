// One AT89S51 or AT89S52, instruction by instruction, in virtual time: a machine cycle is 12
// clocks, 1.085 us at 11.0592 MHz.
// Deterministic: the same image, seed and inputs give the same run.
//
// Pins are pushed in (setPins) and levels come out by Bus::portWritten. Reads of a port give
// latch AND pin; read-modify-write instructions read the latch, as on the part.
// Strict: an indirect or stack access beyond the part's RAM, or a fetch beyond its flash, stops
// the chip and is told by violation().
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mcs51/bus.h"
#include "mcs51/interrupts.h"
#include "mcs51/sfr.h"
#include "mcs51/timers.h"
#include "mcs51/uart.h"

namespace firedamp::mcs51 {

struct Part {
  const char* name;
  std::size_t iramBytes;
  std::size_t flashBytes;
  bool timer2;
};
inline constexpr Part at89s51{"AT89S51", 128, 4096, false};
inline constexpr Part at89s52{"AT89S52", 256, 8192, true};

constexpr std::uint64_t clock_hz = 11'059'200;
constexpr std::uint64_t cycles_per_second = clock_hz / 12;

class Chip {
 public:
  // Internal RAM starts as noise made from `powerUpSeed`, as on a real part.
  Chip(const Part& part, Bus& bus, std::span<const std::uint8_t> code, std::uint32_t powerUpSeed);

  void reset();                        // RST pin or watchdog: RAM survives
  unsigned step();                     // one instruction, or one cycle of idle; machine cycles
  void runUntil(std::uint64_t cycle);  // at least up to that machine cycle
  std::uint64_t cycles() const { return cycles_; }
  std::uint64_t idleCycles() const { return idleCycles_; }  // of them: slept in PCON.IDL

  // External levels of the pins in `mask`; an undriven pin is 1 (pull-up).
  void setPins(int port, std::uint8_t mask, std::uint8_t levels);
  std::uint8_t latch(int port) const;
  Uart& uart();  // for bytes on the line
  // A board whose code memory is RAM.
  void writeCode(std::uint16_t address, std::uint8_t value) { code_[address] = value; }

  unsigned watchdogResets() const { return watchdogResets_; }
  bool poweredDown() const { return sfr_.has(sfrPcon, pconPowerDown); }
  const std::string& violation() const { return violation_; }

  // For tests and debuggers; no side effects.
  std::uint16_t pc() const { return pc_; }
  std::uint8_t iram(std::uint8_t address) const { return iram_[address]; }
  std::uint8_t sfr(std::uint8_t address) const;
  void pokeIram(std::uint8_t address, std::uint8_t value) { iram_[address] = value; }

 private:
  friend class Instructions;

  std::uint8_t fetch() {
    if (pc_ >= part_.flashBytes) violate("fetch beyond the flash");
    return code_[pc_++];
  }
  std::uint8_t code(std::uint16_t address) const { return code_[address]; }
  std::uint8_t readDirect(std::uint8_t address, bool latchOnly);
  void writeDirect(std::uint8_t address, std::uint8_t value);
  std::uint8_t readIndirect(std::uint8_t address);
  void writeIndirect(std::uint8_t address, std::uint8_t value);
  std::uint8_t& reg(unsigned n) { return iram_[(sfr_[sfrPsw] & 0x18u) + n]; }
  void push(std::uint8_t value);
  std::uint8_t pop();
  std::uint16_t dptr() const;
  void setDptr(std::uint16_t value);
  void writeSpecial(std::uint8_t address, std::uint8_t value);
  void feedWatchdog(std::uint8_t value);
  void stepTo(std::uint64_t limit);  // one instruction; idle up to the next event or `limit`
  void passTime(unsigned cycles) {
    cycles_ += cycles;
    pending_ += cycles;
    if (pending_ >= horizon_) meetEvent();
  }
  void meetEvent();
  void settle();
  void changed();
  unsigned untilEvent() const;
  void tickWatchdog(unsigned cycles);
  void wake();
  void interrupt();
  bool int0() const { return (pins_[3] & 0x04u) != 0; }
  bool int1() const { return (pins_[3] & 0x08u) != 0; }
  void violate(const std::string& what);

  const Part part_;
  Bus& bus_;
  std::vector<std::uint8_t> code_;  // 64 KB, erased where the image says nothing
  std::array<std::uint8_t, 256> iram_{};
  Registers sfr_;
  Timers timers_{sfr_};
  Uart uart_;
  Interrupts interrupts_;
  std::array<std::uint8_t, 4> pins_{0xFF, 0xFF, 0xFF, 0xFF};
  std::uint16_t pc_ = 0;
  std::uint64_t cycles_ = 0;
  std::uint64_t idleCycles_ = 0;
  // Timers, UART and watchdog lag behind by `pending_` cycles. Before `horizon_` of them nothing
  // happens there that anybody could notice, unless he looks: then they are settled first.
  unsigned pending_ = 0;
  unsigned horizon_ = 0;
  bool attention_ = true;  // an interrupt may be due
  bool halted_ = false;    // by a violation
  bool interruptsHeld_ = false;  // one instruction after RETI and after writes to IE and IP
  bool watchdogOn_ = false;
  bool watchdogPrimed_ = false;
  unsigned watchdog_ = 0;
  unsigned watchdogResets_ = 0;
  std::string violation_;
};

}  // namespace firedamp::mcs51
