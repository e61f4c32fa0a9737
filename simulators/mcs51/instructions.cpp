#include "mcs51/instructions.h"

#include "mcs51/chip.h"

namespace firedamp::mcs51 {
namespace {

// Machine cycles by opcode, 16 per row (MCS-51 Programmer's Guide, table 10). A5 is undefined.
constexpr char cycleTable[] =
    "1221111111111111"
    "2221111111111111"
    "2221111111111111"
    "2221111111111111"
    "2212111111111111"
    "2212111111111111"
    "2212111111111111"
    "2222121111111111"
    "2222422222222222"
    "2222111111111111"
    "2212412222222222"
    "2211222222222222"
    "2211111111111111"
    "2211121122222222"
    "2222111111111111"
    "2222111111111111";

unsigned cyclesOf(std::uint8_t opcode) {
  return static_cast<unsigned>(cycleTable[opcode] - '0');
}

std::uint8_t low(unsigned value) {
  return static_cast<std::uint8_t>(value);
}

}  // namespace

std::uint8_t& Instructions::acc() {
  return chip_.sfr_[sfrAcc];
}
bool Instructions::carry() const {
  return chip_.sfr_.has(sfrPsw, pswCarry);
}
void Instructions::setCarry(bool on) {
  on ? chip_.sfr_.set(sfrPsw, pswCarry) : chip_.sfr_.clear(sfrPsw, pswCarry);
}

unsigned Instructions::execute() {
  const std::uint8_t opcode = chip_.fetch();
  if (!chip_.violation_.empty()) return 1;
  const unsigned row = opcode >> 4;
  const unsigned column = opcode & 0x0Fu;
  switch (column) {
    case 0:
      columnZero(opcode);
      break;
    case 1:
      pageJump(opcode);
      break;
    case 2:
      columnTwo(opcode);
      break;
    case 3:
      columnThree(opcode);
      break;
    case 4:
      columnFour(opcode);
      break;
    default:
      if ((row >= 2 && row <= 6) || row == 9 || row == 0xE) {
        accumulatorRow(row, column);
      } else {
        operandRow(row, column);
      }
  }
  return cyclesOf(opcode);
}

// ---- operands ----

void Instructions::locate(unsigned column) {
  column_ = column;
  if (column == 5) address_ = chip_.fetch();
  if (column == 6 || column == 7) address_ = chip_.reg(column - 6);
}

std::uint8_t Instructions::located(bool latchOnly) {
  if (column_ == 5) return chip_.readDirect(address_, latchOnly);
  if (column_ <= 7) return chip_.readIndirect(address_);
  return chip_.reg(column_ - 8);
}

void Instructions::store(std::uint8_t value) {
  if (column_ == 5) {
    chip_.writeDirect(address_, value);
  } else if (column_ <= 7) {
    chip_.writeIndirect(address_, value);
  } else {
    chip_.reg(column_ - 8) = value;
  }
}

std::uint8_t Instructions::operand(unsigned column) {
  if (column == 4) return chip_.fetch();
  locate(column);
  return located(false);
}

// Bits 00..7F lie in IRAM 20..2F, bits 80..FF in the SFRs at multiples of eight.
bool Instructions::readBit(std::uint8_t bit, bool latchOnly) {
  const std::uint8_t byte = low(bit < 0x80 ? 0x20u + (bit >> 3) : bit & 0xF8u);
  const unsigned value = chip_.readDirect(byte, latchOnly);
  return (value >> (bit & 7u) & 1u) != 0;
}

void Instructions::writeBit(std::uint8_t bit, bool on) {
  const std::uint8_t byte = low(bit < 0x80 ? 0x20u + (bit >> 3) : bit & 0xF8u);
  const unsigned mask = 1u << (bit & 7u);
  const unsigned old = chip_.readDirect(byte, true);
  chip_.writeDirect(byte, low(on ? old | mask : old & ~mask));
}

void Instructions::carryOr(bool bit) { setCarry(carry() || bit); }
void Instructions::carryAnd(bool bit) { setCarry(carry() && bit); }

// ---- flow ----

void Instructions::branch(bool taken) {
  const auto offset = static_cast<std::int8_t>(chip_.fetch());
  if (taken) chip_.pc_ = static_cast<std::uint16_t>(chip_.pc_ + offset);
}

void Instructions::compareAndBranch(std::uint8_t left, std::uint8_t right) {
  setCarry(left < right);
  branch(left != right);
}

std::uint16_t Instructions::fetchAddress() {
  const unsigned high = chip_.fetch();
  return static_cast<std::uint16_t>(high * 256 + chip_.fetch());
}

void Instructions::call(std::uint16_t target) {
  chip_.push(low(chip_.pc_));
  chip_.push(low(chip_.pc_ >> 8));
  chip_.pc_ = target;
}

void Instructions::popPc() {
  const unsigned high = chip_.pop();
  chip_.pc_ = static_cast<std::uint16_t>(high * 256 + chip_.pop());
}

void Instructions::pageJump(std::uint8_t opcode) {  // AJMP and ACALL
  const unsigned inPage = (opcode >> 5) * 256u + chip_.fetch();
  const auto target = static_cast<std::uint16_t>((chip_.pc_ & 0xF800u) | inPage);
  if ((opcode & 0x10u) != 0) {
    call(target);
  } else {
    chip_.pc_ = target;
  }
}

void Instructions::columnZero(std::uint8_t opcode) {
  switch (opcode) {
    case 0x00:
      return;
    case 0x10: {  // JBC reads the latch
      const std::uint8_t bit = chip_.fetch();
      const bool set = readBit(bit, true);
      if (set) writeBit(bit, false);
      return branch(set);
    }
    case 0x20:
      return branch(readBit(chip_.fetch(), false));
    case 0x30:
      return branch(!readBit(chip_.fetch(), false));
    case 0x40:
      return branch(carry());
    case 0x50:
      return branch(!carry());
    case 0x60:
      return branch(acc() == 0);
    case 0x70:
      return branch(acc() != 0);
    case 0x80:
      return branch(true);
    case 0x90:
      return chip_.setDptr(fetchAddress());
    case 0xA0:
      return carryOr(!readBit(chip_.fetch(), false));
    case 0xB0:
      return carryAnd(!readBit(chip_.fetch(), false));
    case 0xC0:
      return chip_.push(chip_.readDirect(chip_.fetch(), false));
    case 0xD0: {
      const std::uint8_t to = chip_.fetch();
      return chip_.writeDirect(to, chip_.pop());
    }
    default:
      return external(opcode);
  }
}

void Instructions::external(std::uint8_t opcode) {  // E0 E2 E3 F0 F2 F3
  const std::uint16_t address =
      (opcode & 3u) == 0
          ? chip_.dptr()
          : static_cast<std::uint16_t>(chip_.sfr_[sfrP2] * 256u + chip_.reg(opcode & 1u));
  if (opcode < 0xF0) {
    acc() = chip_.bus_.readExternal(address);
  } else {
    chip_.bus_.writeExternal(address, acc());
  }
}

void Instructions::columnTwo(std::uint8_t opcode) {
  switch (opcode) {
    case 0x02:
      chip_.pc_ = fetchAddress();
      return;
    case 0x12:
      return call(fetchAddress());
    case 0x22:
      return popPc();
    case 0x32:
      popPc();
      chip_.interrupts_.returned();
      chip_.interruptsHeld_ = true;
      return;
    case 0x42:
    case 0x52:
    case 0x62:
      return logicDirect(opcode >> 4, acc());
    case 0x72:
      return carryOr(readBit(chip_.fetch(), false));
    case 0x82:
      return carryAnd(readBit(chip_.fetch(), false));
    case 0x92:
      return writeBit(chip_.fetch(), carry());
    case 0xA2:
      return setCarry(readBit(chip_.fetch(), false));
    case 0xB2: {
      const std::uint8_t bit = chip_.fetch();
      return writeBit(bit, !readBit(bit, true));
    }
    case 0xC2:
      return writeBit(chip_.fetch(), false);
    case 0xD2:
      return writeBit(chip_.fetch(), true);
    default:
      return external(opcode);
  }
}

void Instructions::columnThree(std::uint8_t opcode) {
  switch (opcode) {
    case 0x03:
    case 0x13:
    case 0x23:
    case 0x33:
      return rotate(opcode >> 4);
    case 0x43:
    case 0x53:
    case 0x63: {
      locate(5);
      const std::uint8_t mask = chip_.fetch();
      const std::uint8_t old = located(true);
      return store(low(opcode == 0x43 ? old | mask : opcode == 0x53 ? old & mask : old ^ mask));
    }
    case 0x73:
      chip_.pc_ = static_cast<std::uint16_t>(chip_.dptr() + acc());
      return;
    case 0x83:
      acc() = chip_.code(static_cast<std::uint16_t>(chip_.pc_ + acc()));
      return;
    case 0x93:
      acc() = chip_.code(static_cast<std::uint16_t>(chip_.dptr() + acc()));
      return;
    case 0xA3:
      return chip_.setDptr(static_cast<std::uint16_t>(chip_.dptr() + 1));
    case 0xB3:
      return setCarry(!carry());
    case 0xC3:
      return setCarry(false);
    case 0xD3:
      return setCarry(true);
    default:
      return external(opcode);
  }
}

}  // namespace firedamp::mcs51
