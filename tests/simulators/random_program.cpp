#include "simulators/random_program.h"

#include <algorithm>
#include <array>

namespace firedamp {
namespace {

constexpr std::size_t memory = 0x10000;
constexpr int depthMax = 60;

// Instruction lengths by opcode, 16 per row. A5 is undefined and never emitted.
constexpr char lengthTable[] =
    "1231121111111111"
    "3231121111111111"
    "3211221111111111"
    "3211221111111111"
    "2223221111111111"
    "2223221111111111"
    "2223221111111111"
    "2221232222222222"
    "2221132222222222"
    "3221221111111111"
    "2221112222222222"
    "2221333333333333"
    "2221121111111111"
    "2221131122222222"
    "1211121111111111"
    "1211121111111111";

bool isRelative(unsigned opcode) {
  static constexpr std::array<unsigned, 8> ones{0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80};
  return std::find(ones.begin(), ones.end(), opcode) != ones.end() ||
         (opcode >= 0xB4 && opcode <= 0xBF) || opcode == 0xD5 || opcode >= 0xD8;
}

bool hasDirect(unsigned opcode) {
  const unsigned column = opcode & 15u;
  const unsigned row = opcode >> 4;
  return column == 5 || (column == 2 && row >= 4 && row <= 6) ||
         (column == 3 && row >= 4 && row <= 6) || opcode == 0xC0 || opcode == 0xD0 ||
         (column > 5 && (row == 8 || row == 0xA));
}

bool hasBit(unsigned opcode) {
  static constexpr std::array<unsigned, 11> ones{0x10, 0x20, 0x30, 0x72, 0x82, 0x92,
                                                 0xA2, 0xB2, 0xC2, 0xD2, 0xA0};
  return std::find(ones.begin(), ones.end(), opcode) != ones.end() || opcode == 0xB0;
}

}  // namespace

void ProgramWriter::put(std::initializer_list<unsigned> bytes) {
  for (const unsigned byte : bytes) code_.push_back(static_cast<std::uint8_t>(byte));
}

void ProgramWriter::fillRam() {
  for (unsigned cell = 1; cell < 256; ++cell) {
    put({0x78, cell, 0x76, below(256)});  // MOV R0,#cell; MOV @R0,#noise
  }
  put({0x78, below(256), 0x75, 0x81, 0x80});  // R0, and SP with room below and above
}

unsigned ProgramWriter::direct() {
  static constexpr std::array<unsigned, 5> specials{0xE0, 0xF0, 0x82, 0x83, 0x90};
  return below(4) == 0 ? specials[below(specials.size())] : below(0x80);
}

unsigned ProgramWriter::bit() {
  static constexpr std::array<unsigned, 3> bytes{0xE0, 0xF0, 0x90};
  return below(4) == 0 ? bytes[below(bytes.size())] + below(8) : below(0x80);
}

bool ProgramWriter::special(unsigned opcode) {
  const unsigned next = static_cast<unsigned>(code_.size());
  if ((opcode & 0x1Fu) == 0x01 || opcode == 0x02) return jumpAround(), true;
  if ((opcode & 0x1Fu) == 0x11 || opcode == 0x12) {  // a subroutine of one instruction
    put({0x12, (next + 5) >> 8, (next + 5) & 0xFFu, 0x80, 0x01, 0x22});
    return true;
  }
  if (opcode == 0x22 || opcode == 0x32) return true;
  if (opcode == 0xA5) return put({0x75, 0xD0, below(4) << 3}), true;  // another register bank
  if (opcode == 0x93) return put({0x53, 0x83, 0x7F, 0x93}), true;     // s51: no wrap at 64 KB
  if (opcode == 0x73) {                                               // JMP @A+DPTR to what follows
    put({0x90, (next + 5) >> 8, (next + 5) & 0xFFu, 0xE4, 0x73});
    return true;
  }
  if (opcode == 0xE0 || opcode == 0xE2 || opcode == 0xE3 || opcode == 0xF0 || opcode == 0xF2 ||
      opcode == 0xF3) {
    put({0xF0u | (opcode & 3u), below(2) == 0 ? 0xE4u : 0xF4u, 0xE0u | (opcode & 3u)});
    return true;
  }
  return false;
}

// LJMP or, when the page allows, AJMP over one byte that must not run.
void ProgramWriter::jumpAround() {
  const unsigned here = static_cast<unsigned>(code_.size());
  if (below(2) == 0 && (here + 2) >> 11 == (here + 3) >> 11) {
    const unsigned target = here + 3;
    put({((target >> 8) & 7u) << 5 | 1u, target & 0xFFu, 0x04});
  } else {
    put({0x02, (here + 4) >> 8, (here + 4) & 0xFFu, 0x04});
  }
}

void ProgramWriter::plain(unsigned opcode) {
  const unsigned length = static_cast<unsigned>(lengthTable[opcode] - '0');
  if (opcode == 0xC0 && ++stackDepth_ > depthMax) return;
  if (opcode == 0xD0 && --stackDepth_ < -depthMax) return;
  put({opcode});
  for (unsigned i = 1; i < length; ++i) {
    const bool offset =
        i + 1 == length && isRelative(opcode) && !(opcode == 0xD6 || opcode == 0xD7);
    const bool address = hasDirect(opcode) && (i == 1 || opcode == 0x85);
    put({offset ? 1u : address ? direct() : i == 1 && hasBit(opcode) ? bit() : below(256)});
    if (offset) put({0xF4});  // a taken branch jumps over this CPL A
  }
}

void ProgramWriter::instruction() {
  const unsigned opcode = below(256);
  if (special(opcode)) return;
  plain(opcode);
}

RandomProgram ProgramWriter::write(int instructions) {
  code_.clear();
  fillRam();
  for (int i = 0; i < instructions; ++i) instruction();
  RandomProgram program;
  program.end = static_cast<std::uint16_t>(code_.size());
  put({0x80, 0xFE});
  while (code_.size() < memory) put({below(256)});
  program.code = code_;
  return program;
}

}  // namespace firedamp
