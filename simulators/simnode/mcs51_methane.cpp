// methane52: sensor loop on channel 0 of the converter, contacts, switches, buttons.
#include "mcs51/board.h"
#include "simnode/board51_pins.h"
#include "simnode/mcs51_board.h"

namespace firedamp {
namespace {

class MethaneBoard : public AdcBoard {
 public:
  using AdcBoard::AdcBoard;

 private:
  void drivePins() override {
    setCount(BOARD_ADC_GAS, gasCount());
    setCount(pins51::adcTemperature, (sensors().temperature_ddegc + 400 + 2) / 5);
    setCount(pins51::adcSupply, (sensors().supply_mv + 49) / 98);
    const unsigned open = ~static_cast<unsigned>(contacts().closed()) & pins51::contacts;
    const unsigned levels = open | (sensors().remote ? 0u : pins51::remote) |
                            (sensors().closePressed ? 0u : pins51::close) |
                            (sensors().mutePressed ? 0u : pins51::methaneMute) |
                            (sensors().interlock ? pins51::methaneLoop : 0u);
    setPins(1,
            pins51::contacts | pins51::remote | pins51::close | pins51::methaneLoop |
                pins51::methaneMute,
            levels);
  }

  // The inverse of the board's fit, rounded to the nearest count. A broken sensor or an open loop
  // is 0 V, a shorted one full scale.
  std::int32_t gasCount() const {
    if (sensors().sensorWire == SensorWire::shorted) return 255;
    if (sensors().sensorFault || sensors().sensorWire == SensorWire::open) return 0;
    const std::int32_t scaled = sensors().methane_cpct * 8192 / BOARD_GAS_SPAN;
    return BOARD_GAS_ZERO + (scaled + 1) / 2;
  }
};

}  // namespace

std::unique_ptr<Mcs51Board> makeMethaneBoard(Mcs51Image image, std::uint32_t seed) {
  return std::make_unique<MethaneBoard>(std::move(image), seed);
}

}  // namespace firedamp
