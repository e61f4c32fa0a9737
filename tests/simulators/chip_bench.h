// A bare chip on the bench: a program in machine code, pins, and what it sent.
#pragma once

#include <cstdint>
#include <vector>

#include "mcs51/chip.h"

namespace firedamp {

class ChipBench : public mcs51::Bus {
 public:
  explicit ChipBench(std::vector<std::uint8_t> code, mcs51::Part part = mcs51::at89s52,
                     std::uint32_t seed = 1)
      : chip(part, *this, code, seed) {}

  std::uint8_t readExternal(std::uint16_t address) override {
    external.push_back(address);
    return 0x5A;
  }
  void writeExternal(std::uint16_t address, std::uint8_t value) override {
    external.push_back(address);
    external.push_back(value);
  }
  void portWritten(int, std::uint8_t) override {}
  void serialSent(std::uint8_t byte) override {
    sent.push_back(byte);
    sentAt.push_back(chip.cycles());
  }
  void run(std::uint64_t cycles) { chip.runUntil(chip.cycles() + cycles); }

  std::vector<std::uint16_t> external;
  std::vector<std::uint8_t> sent;
  std::vector<std::uint64_t> sentAt;
  mcs51::Chip chip;
};

}  // namespace firedamp
