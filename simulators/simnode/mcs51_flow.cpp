// flow52: pulses on T0, exact to the machine cycle; transmitters on the converter; a display; a pin
// that tells of the failing supply.
#include <algorithm>

#include "parts/hd44780.h"
#include "parts/pulse_source.h"
#include "simnode/board51_pins.h"
#include "simnode/mcs51_board.h"

namespace firedamp {
namespace {

constexpr unsigned adcPressure = 0;  // 3000 + 40 n, 10 Pa
constexpr unsigned adcContent = 3;   // n * 10000 / 255, 0.01 %CH4

class FlowBoard : public AdcBoard {
 public:
  using AdcBoard::AdcBoard;

  std::string displayLine(unsigned row) const override { return display_.line(row); }
  unsigned displayViolations() const override { return display_.violations(); }
  std::uint64_t pulsesGiven() const override { return source_.fallingEdges(); }

 private:
  void drivePins() override {
    setCount(adcPressure, (sensors().pressure_dapa - 3000 + 20) / 40);
    setCount(pins51::adcTemperature, (sensors().temperature_ddegc + 400 + 2) / 5);
    setCount(pins51::adcSupply, (sensors().supply_mv + 49) / 98);
    setCount(adcContent, (sensors().content_cpct * 255 + 5000) / 10000);
    source_.setFrequency(sensors().sensorFault ? 0 : sensors().pulse_dhz);
    setPins(3, pins51::powerFail | pins51::direction,
            (supplyNow() == SupplyState::on ? pins51::powerFail : 0u) |
                (sensors().reverse ? 0u : pins51::direction));
  }

  // From edge to edge, so that the counter sees each of them.
  void runTo(std::uint64_t cycle) override {
    while (given_ < cycle) {
      const std::uint64_t ticks = std::min(cycle - given_, source_.untilChange());
      given_ += ticks;
      source_.advance(ticks);
      Mcs51Board::runTo(given_);
      setPins(3, pins51::pulses, source_.level() ? pins51::pulses : 0u);
    }
  }

  void portChanged(int port, std::uint8_t latch) override {
    if (port != 1) return;
    display_.pins((latch & pins51::lcdEnable) != 0, (latch & pins51::lcdSelect) != 0,
                  latch & pins51::lcdNibble, now_ns());
  }

  void poweredUp() override {
    given_ = cycles();  // nobody counted what came while the board was off
    display_.powerOn(now_ns());
  }

  PulseSource source_{mcs51::cycles_per_second};
  std::uint64_t given_ = 0;  // the pulses' time in cycles()
  Hd44780 display_;
};

}  // namespace

std::unique_ptr<Mcs51Board> makeFlowBoard(Mcs51Image image, std::uint32_t seed) {
  return std::make_unique<FlowBoard>(std::move(image), seed);
}

}  // namespace firedamp
