// relay51 and relay52: contacts, switches and buttons on P1, the interlock inputs on P0.
#include "simnode/board51_pins.h"
#include "simnode/mcs51_board.h"

namespace firedamp {
namespace {

class RelayBoard : public Mcs51Board {
 public:
  using Mcs51Board::Mcs51Board;

 private:
  void drivePins() override {
    const unsigned open = ~static_cast<unsigned>(contacts().closed()) & pins51::contacts;
    const unsigned levels = open | (sensors().remote ? 0u : pins51::remote) |
                            (sensors().closePressed ? 0u : pins51::close) |
                            (sensors().mutePressed ? 0u : pins51::relayMute);
    setPins(1, pins51::contacts | pins51::remote | pins51::close | pins51::relayMute, levels);
    const unsigned demands =
        (sensors().locks & pins51::locks) | (sensors().interlock ? unsigned{lockMethane} : 0u);
    const unsigned key = (sensors().locks & lockKey) != 0 ? 0u : pins51::unlockKey;
    setPins(0, pins51::locks | pins51::unlockKey, demands | key);
  }
};

}  // namespace

std::unique_ptr<Mcs51Board> makeRelayBoard(Mcs51Image image, std::uint32_t seed) {
  return std::make_unique<RelayBoard>(std::move(image), seed);
}

}  // namespace firedamp
