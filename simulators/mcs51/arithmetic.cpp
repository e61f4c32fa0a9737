#include "mcs51/chip.h"
#include "mcs51/instructions.h"

namespace firedamp::mcs51 {
namespace {

std::uint8_t low(unsigned value) {
  return static_cast<std::uint8_t>(value);
}

}  // namespace

void Instructions::rotate(unsigned row) {  // RR RRC RL RLC
  const unsigned a = acc();
  const unsigned in = carry() ? 1 : 0;
  switch (row) {
    case 0:
      acc() = low(a >> 1 | a << 7);
      return;
    case 1:
      setCarry((a & 1u) != 0);
      acc() = low(a >> 1 | in << 7);
      return;
    case 2:
      acc() = low(a << 1 | a >> 7);
      return;
    default:
      setCarry((a & 0x80u) != 0);
      acc() = low(a << 1 | in);
  }
}

void Instructions::add(std::uint8_t value, bool withCarry) {
  const unsigned a = acc();
  const unsigned in = withCarry && carry() ? 1 : 0;
  const unsigned sum = a + value + in;
  const bool half = (a & 0xFu) + (value & 0xFu) + in > 0xF;
  const bool overflow = (~(a ^ value) & (a ^ sum) & 0x80u) != 0;
  setCarry(sum > 0xFF);
  half ? chip_.sfr_.set(sfrPsw, pswAux) : chip_.sfr_.clear(sfrPsw, pswAux);
  overflow ? chip_.sfr_.set(sfrPsw, pswOverflow) : chip_.sfr_.clear(sfrPsw, pswOverflow);
  acc() = low(sum);
}

void Instructions::subtract(std::uint8_t value) {
  const unsigned a = acc();
  const unsigned borrow = carry() ? 1 : 0;
  const unsigned difference = a - value - borrow;
  const bool half = (a & 0xFu) < (value & 0xFu) + borrow;
  const bool overflow = ((a ^ value) & (a ^ difference) & 0x80u) != 0;
  setCarry(a < value + borrow);
  half ? chip_.sfr_.set(sfrPsw, pswAux) : chip_.sfr_.clear(sfrPsw, pswAux);
  overflow ? chip_.sfr_.set(sfrPsw, pswOverflow) : chip_.sfr_.clear(sfrPsw, pswOverflow);
  acc() = low(difference);
}

void Instructions::logicDirect(unsigned row, std::uint8_t value) {
  locate(5);
  const std::uint8_t old = located(true);
  store(low(row == 4 ? old | value : row == 5 ? old & value : old ^ value));
}

void Instructions::multiply() {
  const unsigned product = acc() * chip_.sfr_[sfrB];
  acc() = low(product);
  chip_.sfr_[sfrB] = low(product >> 8);
  setCarry(false);
  product > 0xFF ? chip_.sfr_.set(sfrPsw, pswOverflow) : chip_.sfr_.clear(sfrPsw, pswOverflow);
}

void Instructions::divide() {
  const unsigned divisor = chip_.sfr_[sfrB];
  setCarry(false);
  if (divisor == 0) return chip_.sfr_.set(sfrPsw, pswOverflow);
  const unsigned dividend = acc();
  acc() = low(dividend / divisor);
  chip_.sfr_[sfrB] = low(dividend % divisor);
  chip_.sfr_.clear(sfrPsw, pswOverflow);
}

void Instructions::decimalAdjust() {
  unsigned a = acc();
  if ((a & 0xFu) > 9 || chip_.sfr_.has(sfrPsw, pswAux)) a += 6;
  if (a > 0xFF) setCarry(true);
  if (((a >> 4) & 0xFu) > 9 || carry()) a += 0x60;
  if (a > 0xFF) setCarry(true);
  acc() = low(a);
}

void Instructions::columnFour(std::uint8_t opcode) {
  switch (opcode) {
    case 0x04:
      ++acc();
      return;
    case 0x14:
      --acc();
      return;
    case 0x74:
      acc() = chip_.fetch();
      return;
    case 0x84:
      return divide();
    case 0xA4:
      return multiply();
    case 0xB4:
      return compareAndBranch(acc(), chip_.fetch());
    case 0xC4:
      acc() = low(acc() * 0x10u + acc() / 0x10u);  // SWAP
      return;
    case 0xD4:
      return decimalAdjust();
    case 0xE4:
      acc() = 0;
      return;
    case 0xF4:
      acc() = low(~static_cast<unsigned>(acc()));
      return;
    default:
      return accumulatorRow(opcode >> 4, 4);
  }
}

void Instructions::accumulatorRow(unsigned row, unsigned column) {
  const std::uint8_t value = operand(column);
  switch (row) {
    case 2:
      return add(value, false);
    case 3:
      return add(value, true);
    case 4:
      acc() = low(acc() | value);
      return;
    case 5:
      acc() = low(acc() & value);
      return;
    case 6:
      acc() = low(acc() ^ value);
      return;
    case 9:
      return subtract(value);
    default:
      acc() = value;
  }
}

void Instructions::operandRow(unsigned row, unsigned column) {
  if (row == 0xA && column == 5) return;  // A5: undefined, does nothing
  if (row == 0xB && column == 5) return compareAndBranch(acc(), operand(5));
  if (row == 0x8) {  // MOV direct, operand; the source comes first in the code
    const std::uint8_t value = operand(column);
    return chip_.writeDirect(chip_.fetch(), value);
  }
  if (row == 0xA) {  // MOV operand, direct
    const std::uint8_t value = chip_.readDirect(chip_.fetch(), false);
    locate(column);
    return store(value);
  }
  locate(column);
  switch (row) {
    case 0x0:
      return store(low(located(true) + 1u));
    case 0x1:
      return store(low(located(true) - 1u));
    case 0x7:
      return store(chip_.fetch());
    case 0xB:
      return compareAndBranch(located(false), chip_.fetch());
    case 0xC: {
      const std::uint8_t old = located(false);
      store(acc());
      acc() = old;
      return;
    }
    case 0xD: {
      if (column == 6 || column == 7) {  // XCHD
        const std::uint8_t old = located(false);
        store(low((old & 0xF0u) | (acc() & 0x0Fu)));
        acc() = low((acc() & 0xF0u) | (old & 0x0Fu));
        return;
      }
      const std::uint8_t left = low(located(true) - 1u);
      store(left);
      return branch(left != 0);
    }
    default:
      return store(acc());
  }
}

}  // namespace firedamp::mcs51
