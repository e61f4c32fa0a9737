#include "simnode/contacts.h"

namespace firedamp {

void Contacts::advance(std::int64_t at_us, std::uint8_t coils) {
  for (unsigned relay = 0; relay < relays; ++relay) {
    const unsigned bit = 1u << relay;
    const bool wants = (coils & bit) != 0;
    if (wants != ((wanted_ & bit) != 0)) {
      mark(wanted_, relay, wants);
      changed_us_[relay] = at_us;
    }
    const bool isClosed = (closed_ & bit) != 0;
    if (wants == isClosed || at_us - changed_us_[relay] < travel_us) continue;
    const bool held = wants ? (jammed_ & bit) != 0 : (welded_ & bit) != 0;
    if (!held) mark(closed_, relay, wants);
  }
}

}  // namespace firedamp
