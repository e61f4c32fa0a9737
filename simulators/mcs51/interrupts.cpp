#include "mcs51/interrupts.h"

namespace firedamp::mcs51 {
namespace {

constexpr int sources = 6;  // in the order of their natural priority
constexpr std::uint8_t enableAll = 0x80;

std::uint8_t bitOf(int source) {
  return static_cast<std::uint8_t>(1u << source);
}

}  // namespace

bool Interrupts::requested(int source) const {
  switch (source) {
    case 0:
      return sfr_.has(sfrTcon, tconIe0);
    case 1:
      return sfr_.has(sfrTcon, tconTf0);
    case 2:
      return sfr_.has(sfrTcon, tconIe1);
    case 3:
      return sfr_.has(sfrTcon, tconTf1);
    case 4:
      return sfr_.has(sfrScon, sconRi | sconTi);
    default:
      return timer2_ && sfr_.has(sfrT2con, t2Tf2 | t2Exf2);
  }
}

void Interrupts::acknowledge(int source) {
  if (source == 0 && sfr_.has(sfrTcon, tconIt0)) sfr_.clear(sfrTcon, tconIe0);
  if (source == 1) sfr_.clear(sfrTcon, tconTf0);
  if (source == 2 && sfr_.has(sfrTcon, tconIt1)) sfr_.clear(sfrTcon, tconIe1);
  if (source == 3) sfr_.clear(sfrTcon, tconTf1);
}

std::optional<std::uint16_t> Interrupts::take(bool int0, bool int1) {
  // In level mode the flag follows the pin.
  if (!sfr_.has(sfrTcon, tconIt0)) {
    int0 ? sfr_.clear(sfrTcon, tconIe0) : sfr_.set(sfrTcon, tconIe0);
  }
  if (!sfr_.has(sfrTcon, tconIt1)) {
    int1 ? sfr_.clear(sfrTcon, tconIe1) : sfr_.set(sfrTcon, tconIe1);
  }
  if (!sfr_.has(sfrIe, enableAll) || active_[1]) return std::nullopt;
  for (int level = 1; level >= 0; --level) {
    if (level == 0 && active_[0]) return std::nullopt;
    for (int source = 0; source < sources; ++source) {
      const bool high = sfr_.has(sfrIp, bitOf(source));
      if (high != (level == 1) || !sfr_.has(sfrIe, bitOf(source)) || !requested(source)) continue;
      acknowledge(source);
      active_[level] = true;
      return static_cast<std::uint16_t>(3 + 8 * source);
    }
  }
  return std::nullopt;
}

void Interrupts::returned() {
  if (active_[1]) {
    active_[1] = false;
  } else {
    active_[0] = false;
  }
}

}  // namespace firedamp::mcs51
