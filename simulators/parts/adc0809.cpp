#include "parts/adc0809.h"

namespace firedamp {

void Adc0809::start(unsigned channel, std::int64_t at_ns) {
  read(at_ns);  // one that is done by now keeps its result
  sampled_ = inputs_[channel % channels];
  ready_ns_ = at_ns + conversion_ns;
  converting_ = true;
}

std::uint8_t Adc0809::read(std::int64_t at_ns) {
  if (converting_ && at_ns >= ready_ns_) {
    result_ = sampled_;
    converting_ = false;
  }
  return result_;
}

void Adc0809::powerLost() {
  converting_ = false;
  result_ = sampled_ = 0;
}

}  // namespace firedamp
