// ADC0809: eight channels, 8 bit, 100 us per conversion at 640 kHz (National data sheet ADC0808).
// The sample is taken at the start; the old result stays readable until the new one is there.
#pragma once

#include <array>
#include <cstdint>

namespace firedamp {

class Adc0809 {
 public:
  static constexpr unsigned channels = 8;
  static constexpr std::int64_t conversion_ns = 100'000;

  // What the channel's voltage is, in counts of 5 V / 255.
  void setInput(unsigned channel, std::uint8_t count) { inputs_[channel % channels] = count; }
  void start(unsigned channel, std::int64_t at_ns);  // a running conversion is given up
  std::uint8_t read(std::int64_t at_ns);
  void powerLost();

 private:
  std::array<std::uint8_t, channels> inputs_{};
  std::uint8_t sampled_ = 0;
  std::uint8_t result_ = 0;
  std::int64_t ready_ns_ = 0;
  bool converting_ = false;
};

}  // namespace firedamp
