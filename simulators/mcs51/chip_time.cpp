// How time passes in the chip: instructions lead, timers, UART and watchdog follow when it matters.
#include <algorithm>

#include "mcs51/chip.h"
#include "mcs51/instructions.h"

namespace firedamp::mcs51 {
namespace {

constexpr unsigned watchdogCycles = 16383;  // 14 bit counter, doc2487 "Watchdog Timer"
constexpr unsigned horizonMax = 4096;       // no timer overflows twice in it, 8 bit ones but for
                                            // those that reload

}  // namespace

Uart& Chip::uart() {
  settle();
  changed();
  return uart_;
}

// Registers, pins or the line are not what untilEvent() thought.
void Chip::changed() {
  horizon_ = 0;
  attention_ = true;
}

void Chip::meetEvent() {
  settle();
  horizon_ = untilEvent();
  attention_ = true;
}

void Chip::settle() {
  const unsigned cycles = pending_;
  if (cycles == 0) return;
  pending_ = 0;
  horizon_ = horizon_ > cycles ? horizon_ - cycles : 0;
  if (poweredDown()) return;
  uart_.advance(cycles, timers_.advance(cycles, int0(), int1()));
  tickWatchdog(cycles);
}

void Chip::tickWatchdog(unsigned cycles) {
  const bool stopped = sfr_.has(sfrPcon, pconIdle) && sfr_.has(sfrAuxr, auxrWdidle);
  if (!watchdogOn_ || stopped) return;
  watchdog_ += cycles;
  if (watchdog_ >= watchdogCycles) {
    ++watchdogResets_;
    reset();
  }
}

unsigned Chip::untilEvent() const {
  unsigned until = watchdogOn_ ? watchdogCycles - watchdog_ : horizonMax;
  until = std::min({until, horizonMax, timers_.untilInterrupt(int0(), int1())});
  return std::min(until, uart_.untilEvent());
}

void Chip::interrupt() {
  if (!attention_ && !interruptsHeld_) return;
  if (interruptsHeld_) {
    interruptsHeld_ = false;
    attention_ = true;
    return;
  }
  attention_ = false;
  const std::optional<std::uint16_t> vector = interrupts_.take(int0(), int1());
  if (!vector) return;
  attention_ = true;
  sfr_.clear(sfrPcon, pconIdle);
  push(static_cast<std::uint8_t>(pc_));
  push(static_cast<std::uint8_t>(pc_ >> 8));
  pc_ = *vector;
  passTime(2);  // the hardware LCALL
}

void Chip::stepTo(std::uint64_t limit) {
  if (halted_ || poweredDown()) {
    passTime(1);
    return;
  }
  if (sfr_.has(sfrPcon, pconIdle)) {
    const unsigned ahead = std::max(1u, horizon_ - std::min(horizon_, pending_));
    const auto slept = static_cast<unsigned>(std::min<std::uint64_t>(ahead, limit - cycles_));
    idleCycles_ += slept;
    passTime(slept);
  } else {
    passTime(Instructions{*this}.execute());
  }
  interrupt();
}

unsigned Chip::step() {
  const std::uint64_t before = cycles_;
  stepTo(before + 1);
  settle();
  return static_cast<unsigned>(cycles_ - before);
}

void Chip::runUntil(std::uint64_t cycle) {
  while (cycles_ < cycle) {
    if (halted_ || poweredDown()) {
      cycles_ = cycle;  // nothing moves any more
      return;
    }
    stepTo(cycle);
  }
  settle();
}

}  // namespace firedamp::mcs51
