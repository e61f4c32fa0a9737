// A 16x2 display with an HD44780U (Hitachi ADE-207-272), 4-bit wiring, R/W on ground: the busy flag
// cannot be read, so the writer must wait. Whoever does not is counted, and what he wrote is lost
// as on the part.
//
// The times are those of the data sheet for fOSC = 270 kHz. A cell is decoded by character ROM A00;
// the eight characters of one's own show as "[0]" to "[7]".
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace firedamp {

class Hd44780 {
 public:
  static constexpr unsigned columns = 16;
  static constexpr std::int64_t wakeUp_ns = 15'000'000;  // after VCC reaches 4.5 V
  static constexpr std::int64_t firstReset_ns = 4'100'000;  // after the first function set
  static constexpr std::int64_t secondReset_ns = 100'000;   // after the second
  static constexpr std::int64_t clear_ns = 1'520'000;       // clear and home
  static constexpr std::int64_t instruction_ns = 37'000;
  static constexpr std::int64_t write_ns = 41'000;          // 37 us and 4 us for the counter

  void powerOn(std::int64_t at_ns);
  // Levels of the pins; `data` is D7..D4 in bits 3..0. A falling E takes the nibble.
  void pins(bool enable, bool registerSelect, std::uint8_t data, std::int64_t at_ns);

  std::string line(unsigned row) const;  // UTF-8, 16 characters; blank while it is off
  unsigned violations() const { return violations_; }  // written while it was busy
  bool fourBit() const { return fourBit_; }
  bool displayOn() const { return displayOn_; }
  const std::array<std::uint8_t, 64>& ownCharacters() const { return characters_; }

 private:
  void take(std::uint8_t nibble, bool registerSelect, std::int64_t at_ns);
  void instruction(std::uint8_t code, std::int64_t at_ns);
  void functionSet(std::uint8_t code, std::int64_t at_ns);
  void clear();
  void write(std::uint8_t value);
  void moveCounter(bool up);
  std::uint8_t cell(unsigned row, unsigned column) const;

  std::array<std::uint8_t, 128> text_{};  // lines at 0x00 and 0x40, 40 cells each
  std::array<std::uint8_t, 64> characters_{};
  std::uint8_t counter_ = 0;
  bool toCharacters_ = false;
  bool increment_ = true;
  bool shiftOnWrite_ = false;
  unsigned shift_ = 0;
  bool displayOn_ = false;
  bool twoLines_ = false;
  bool fourBit_ = false;
  bool halfTaken_ = false;
  std::uint8_t high_ = 0;
  bool enable_ = false;
  unsigned functionSets_ = 0;  // of the reset by instruction
  std::int64_t busyUntil_ns_ = wakeUp_ns;
  unsigned violations_ = 0;
};

}  // namespace firedamp
