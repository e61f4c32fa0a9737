// One value of one point at one instant, with its quality.
#pragma once

#include <cstdint>

#include "domain/ids.h"
#include "domain/time.h"

namespace firedamp {

// Bits as on the wire (msn/codes.h msn_quality_bit); 0 = valid. The supervisor adds commLost,
// stale, timeUncertain, replay. A value that is not usable never clears an alarm and is never
// shown as live.
struct Quality {
  static constexpr std::uint16_t restart = 0x0002;
  static constexpr std::uint16_t sensorFault = 0x0004;
  static constexpr std::uint16_t overRange = 0x0008;
  static constexpr std::uint16_t underRange = 0x0010;
  static constexpr std::uint16_t pseudo = 0x0020;
  static constexpr std::uint16_t forced = 0x0040;
  static constexpr std::uint16_t calibrationOverdue = 0x0080;
  static constexpr std::uint16_t lowSupply = 0x0100;
  static constexpr std::uint16_t warmUp = 0x0200;
  static constexpr std::uint16_t settling = 0x0400;
  static constexpr std::uint16_t commLost = 0x1000;
  static constexpr std::uint16_t stale = 0x2000;
  static constexpr std::uint16_t timeUncertain = 0x4000;
  static constexpr std::uint16_t replay = 0x8000;

  std::uint16_t bits = 0;

  // The number is a measurement of the mine, now. Time uncertainty, low supply, overdue
  // calibration, forced (simulator) and replay marks do not take that away.
  constexpr bool usable() const {
    return (bits & (restart | sensorFault | overRange | underRange | pseudo | warmUp | settling |
                    commLost | stale)) == 0;
  }
  bool operator==(const Quality&) const = default;
};

struct Sample {
  PointId point;
  Instant at;             // of the measurement, on the supervisor's time line
  std::int32_t value = 0;  // raw, unit of the point (domain/quantity.h)
  Quality quality;
  bool fromEvent = false;  // taken from a node's event record: an excursion between two polls
};

}  // namespace firedamp
