// The instruction set. The opcode map is regular: columns 4 to F of a row are the same operation
// on #data, direct, @Ri and Rn; columns 0 to 3 are the irregular rest.
#pragma once

#include <cstdint>

namespace firedamp::mcs51 {

class Chip;

class Instructions {
 public:
  explicit Instructions(Chip& chip) : chip_(chip) {}
  unsigned execute();  // one instruction; returns its machine cycles

 private:
  void columnZero(std::uint8_t opcode);
  void columnTwo(std::uint8_t opcode);
  void columnThree(std::uint8_t opcode);
  void columnFour(std::uint8_t opcode);
  void accumulatorRow(unsigned row, unsigned column);
  void operandRow(unsigned row, unsigned column);
  void pageJump(std::uint8_t opcode);

  std::uint8_t operand(unsigned column);           // #data, direct, @Ri or Rn by column
  void locate(unsigned column);                    // finds the operand once ...
  std::uint8_t located(bool latchOnly);            // ... to read it
  void store(std::uint8_t value);                  // ... and write it back
  std::uint8_t& acc();
  bool carry() const;
  void setCarry(bool on);
  void carryOr(bool bit);
  void carryAnd(bool bit);
  bool readBit(std::uint8_t bit, bool latchOnly);
  void writeBit(std::uint8_t bit, bool on);
  void branch(bool taken);                         // fetches the offset always
  void compareAndBranch(std::uint8_t left, std::uint8_t right);
  void add(std::uint8_t value, bool withCarry);
  void subtract(std::uint8_t value);
  void logicDirect(unsigned row, std::uint8_t value);
  void multiply();
  void divide();
  void decimalAdjust();
  void rotate(unsigned row);
  void call(std::uint16_t target);
  void popPc();
  std::uint16_t fetchAddress();
  void external(std::uint8_t opcode);

  Chip& chip_;
  unsigned column_ = 0;
  std::uint8_t address_ = 0;
};

}  // namespace firedamp::mcs51
