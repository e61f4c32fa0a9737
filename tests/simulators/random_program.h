// Random 8051 programs that end, for comparing two simulators instruction by instruction.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace firedamp {

struct RandomProgram {
  std::vector<std::uint8_t> code;  // 64 KB, noise behind the program (MOVC reads it)
  std::uint16_t end = 0;           // address of the final SJMP to itself
};

// Every IRAM cell is written first, so power-up noise does not matter. Left out: what s51 0.6.4 is
// known to get wrong (software writes to PSW.P, bank switching by bit instructions on PSW.3/4,
// MOVC that wraps at 64 KB), and direct writes to SP, which would lead both out of their stacks.
class ProgramWriter {
 public:
  explicit ProgramWriter(std::uint32_t seed) : random_(seed) {}
  RandomProgram write(int instructions);

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }
  void put(std::initializer_list<unsigned> bytes);
  void fillRam();
  void instruction();
  bool special(unsigned opcode);
  void jumpAround();
  void plain(unsigned opcode);
  unsigned direct();
  unsigned bit();

  std::mt19937 random_;
  std::vector<std::uint8_t> code_;
  int stackDepth_ = 0;
};

}  // namespace firedamp
