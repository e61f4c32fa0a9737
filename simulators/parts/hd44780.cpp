#include "parts/hd44780.h"

namespace firedamp {
namespace {

constexpr unsigned lineCells = 40;
constexpr std::uint8_t secondLine = 0x40;

// Character ROM A00 where it differs from ASCII, as far as western text needs it.
std::string decoded(std::uint8_t code) {
  if (code < 0x10) return "[" + std::string(1, static_cast<char>('0' + code % 8)) + "]";
  switch (code) {
    case 0x5C:
      return "¥";
    case 0x7E:
      return "→";
    case 0x7F:
      return "←";
    case 0xA5:
      return "·";
    case 0xDF:
      return "°";
    case 0xE4:
      return "µ";
    case 0xE9:
      return "⁻¹";
    case 0xF4:
      return "Ω";
    case 0xFD:
      return "÷";
    case 0xFF:
      return "█";
    default:
      return code >= 0x20 && code < 0x80 ? std::string(1, static_cast<char>(code)) : "�";
  }
}

}  // namespace

void Hd44780::powerOn(std::int64_t at_ns) {
  const unsigned violations = violations_;
  *this = Hd44780{};
  violations_ = violations;
  busyUntil_ns_ = at_ns + wakeUp_ns;
  text_.fill(' ');
}

void Hd44780::pins(bool enable, bool registerSelect, std::uint8_t data, std::int64_t at_ns) {
  const bool fell = enable_ && !enable;
  enable_ = enable;
  if (fell) take(data & 0x0Fu, registerSelect, at_ns);
}

// With E going low a nibble is taken, and both halves make a byte once the wiring is 4 bit. Before,
// a nibble is a whole byte whose lower pins hang in the air.
void Hd44780::take(std::uint8_t nibble, bool registerSelect, std::int64_t at_ns) {
  if (at_ns < busyUntil_ns_) {
    ++violations_;
    return;
  }
  if (fourBit_ && !halfTaken_) {
    high_ = nibble;
    halfTaken_ = true;
    return;
  }
  const auto byte = static_cast<std::uint8_t>(fourBit_ ? high_ << 4 | nibble : nibble << 4);
  halfTaken_ = false;
  if (!registerSelect) return instruction(byte, at_ns);
  write(byte);
  busyUntil_ns_ = at_ns + write_ns;
}

void Hd44780::instruction(std::uint8_t code, std::int64_t at_ns) {
  busyUntil_ns_ = at_ns + (code < 0x04 ? clear_ns : instruction_ns);
  if ((code & 0x80u) != 0) {
    counter_ = code & 0x7Fu;
    toCharacters_ = false;
  } else if ((code & 0x40u) != 0) {
    counter_ = code & 0x3Fu;
    toCharacters_ = true;
  } else if ((code & 0x20u) != 0) {
    functionSet(code, at_ns);
  } else if ((code & 0x10u) != 0) {
    const bool right = (code & 0x04u) != 0;
    if ((code & 0x08u) == 0) return moveCounter(right);
    shift_ = (shift_ + (right ? lineCells - 1 : 1)) % lineCells;
  } else if ((code & 0x08u) != 0) {
    displayOn_ = (code & 0x04u) != 0;
  } else if ((code & 0x04u) != 0) {
    increment_ = (code & 0x02u) != 0;
    shiftOnWrite_ = (code & 0x01u) != 0;
  } else if ((code & 0x02u) != 0) {
    counter_ = 0;
    shift_ = 0;
    toCharacters_ = false;
  } else if (code == 0x01) {
    clear();
  }
}

// Three times "8 bit" is the reset by instruction; its waits are longer than those of the others.
void Hd44780::functionSet(std::uint8_t code, std::int64_t at_ns) {
  const bool eightBit = (code & 0x10u) != 0;
  fourBit_ = !eightBit;
  twoLines_ = (code & 0x08u) != 0;
  if (!eightBit) return;
  ++functionSets_;
  if (functionSets_ == 1) busyUntil_ns_ = at_ns + firstReset_ns;
  if (functionSets_ == 2) busyUntil_ns_ = at_ns + secondReset_ns;
}

void Hd44780::clear() {
  text_.fill(' ');
  counter_ = 0;
  shift_ = 0;
  increment_ = true;
  toCharacters_ = false;
}

void Hd44780::write(std::uint8_t value) {
  if (toCharacters_) {
    characters_[counter_ & 0x3Fu] = value;
  } else {
    text_[counter_ & 0x7Fu] = value;
    if (shiftOnWrite_) shift_ = (shift_ + (increment_ ? 1 : lineCells - 1)) % lineCells;
  }
  moveCounter(increment_);
}

void Hd44780::moveCounter(bool up) {
  if (toCharacters_) {
    counter_ = (counter_ + (up ? 1u : 63u)) & 0x3Fu;
    return;
  }
  const unsigned inLine = counter_ & 0x3Fu;
  const std::uint8_t line = counter_ & secondLine;
  if (up) {
    counter_ = inLine + 1 < lineCells ? static_cast<std::uint8_t>(counter_ + 1)
                                      : static_cast<std::uint8_t>(line ^ secondLine);
  } else {
    counter_ = inLine > 0 ? static_cast<std::uint8_t>(counter_ - 1)
                          : static_cast<std::uint8_t>((line ^ secondLine) + lineCells - 1);
  }
}

std::uint8_t Hd44780::cell(unsigned row, unsigned column) const {
  return text_[(row % 2) * secondLine + (column + shift_) % lineCells];
}

std::string Hd44780::line(unsigned row) const {
  if (!displayOn_ || (row == 1 && !twoLines_)) return std::string(columns, ' ');
  std::string text;
  for (unsigned column = 0; column < columns; ++column) text += decoded(cell(row, column));
  return text;
}

}  // namespace firedamp
