// AT24C02: 256 bytes of EEPROM on an I2C bus, address 0xA0 (A2 to A0 on ground), pages of 8 bytes.
// Numbers: Atmel doc0180 for 5 V. Contents survive the loss of power, a write that was under way
// does not: each of its bytes ends as the old one, the new one or noise.
//
// Virtual time is handed in. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <random>

namespace firedamp {

class Eeprom24c02 {
 public:
  static constexpr std::size_t bytes = 256;
  static constexpr unsigned pageBytes = 8;
  static constexpr std::uint8_t address = 0xA0;
  static constexpr std::int64_t writeTime_ns = 5'000'000;  // tWR max: no ACK for so long
  static constexpr std::int64_t highMin_ns = 600;          // SCL
  static constexpr std::int64_t lowMin_ns = 1'200;

  // `seed`: what an interrupted write leaves.
  explicit Eeprom24c02(std::uint32_t seed = 1) : noise_(seed) { cells_.fill(0xFF); }

  // What the master does with its open-drain pins; call at every change.
  void lines(bool scl, bool sda, std::int64_t at_ns);
  // False while this part pulls SDA down.
  bool sda() const { return !pulls_; }
  // The supply goes at this time; the bus state is forgotten.
  void powerLost(std::int64_t at_ns);

  // Unsoldered: it never answers, and forgets nothing.
  void setPresent(bool present) { present_ = present; }
  const std::array<std::uint8_t, bytes>& cells() const { return cells_; }
  void poke(std::uint8_t at, std::uint8_t value) { cells_[at] = value; }
  unsigned writeCycles() const { return writeCycles_; }  // a page stands about a million
  unsigned timingFaults() const { return timingFaults_; }  // SCL high or low for too short a time

 private:
  enum class Phase { idle, device, word, data, send, released };

  void started();
  void stopped(std::int64_t at_ns);
  void clockRose(bool sda);
  void clockFell(std::int64_t at_ns);
  bool taken(std::int64_t at_ns);  // the byte in shift_: acknowledge it?
  void nextBit();
  void checkClock(bool scl, std::int64_t at_ns);

  std::array<std::uint8_t, bytes> cells_{};
  std::minstd_rand noise_;
  bool present_ = true;
  bool scl_ = true;
  bool sdaIn_ = true;
  bool pulls_ = false;
  Phase phase_ = Phase::idle;
  unsigned bits_ = 0;  // of the byte under way; 8 = its ACK
  std::uint8_t shift_ = 0;
  std::uint8_t at_ = 0;  // address counter
  std::array<std::uint8_t, pageBytes> page_{};
  std::uint8_t pageAt_ = 0;
  std::uint8_t latched_ = 0;  // bit n: page_[n] waits for the STOP
  bool acknowledged_ = false;
  std::array<std::uint8_t, pageBytes> before_{};
  std::uint8_t writing_ = 0;
  std::int64_t busyUntil_ns_ = 0;
  std::int64_t edge_ns_ = 0;
  bool edgeSeen_ = false;
  unsigned writeCycles_ = 0;
  unsigned timingFaults_ = 0;
};

}  // namespace firedamp
