// Breakers behind the node's coils: the contact follows after its travel time, unless it is welded
// (stays on) or jammed (stays off). Feedback is what the contact does, not what the coil wants.
#pragma once

#include <array>
#include <cstdint>

namespace firedamp {

class Contacts {
 public:
  static constexpr std::size_t relays = 8;
  static constexpr std::int64_t travel_us = 20'000;  // model; real breakers take 50 to 500 ms

  void advance(std::int64_t at_us, std::uint8_t coils);
  std::uint8_t closed() const { return closed_; }  // bit n: power is on
  void weld(unsigned relay, bool on) { mark(welded_, relay, on); }
  void jam(unsigned relay, bool on) { mark(jammed_, relay, on); }

 private:
  static void mark(std::uint8_t& mask, unsigned relay, bool on) {
    const unsigned bit = 1u << (relay % relays);
    mask = static_cast<std::uint8_t>(on ? mask | bit : mask & ~bit);
  }

  std::uint8_t closed_ = 0;
  std::uint8_t wanted_ = 0;
  std::uint8_t welded_ = 0;
  std::uint8_t jammed_ = 0;
  std::array<std::int64_t, relays> changed_us_{};
};

}  // namespace firedamp
