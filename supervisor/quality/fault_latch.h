// A fault or an excursion beyond the range leaves its mark on the values behind it: a catalytic
// sensor over 10 %CH4 reads a falling value, and "normal again" after a fault code is not known to
// be so. A fault's mark goes when the value has been good without a break for the site's faultHold;
// that of an over-range needs a person who has seen it as well.
//
// The mark only takes trust away from low values. A good value that touches a limit passes as it
// is: a latch must never hide gas.
#pragma once

#include <optional>

#include "domain/alarm.h"
#include "domain/quiet_band.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

class FaultLatch {
 public:
  // References must outlive the latch.
  FaultLatch(const PointSite& point, Duration hold) : point_(point), hold_(hold) {}

  // The sample with what stands from before.
  Sample accept(Sample sample);
  // A person acknowledged the device fault.
  void acknowledged() { seen_ = true; }
  // The alarm stood at the last shutdown. What the fault was is not known any more, so one that
  // nobody has seen counts as an over-range.
  void restore(bool unseen);
  bool latched() const { return bits_ != 0; }
  // Values of that band were accepted.
  void follow() { ended_.reset(); }
  // Narrows the band to values that leave no mark. False: one stands.
  bool quiet(QuietBand& band) const;
  // Set when the last sample was the first one without the mark: the device has been good since.
  std::optional<Instant> goodSince() const { return ended_; }

 private:
  bool isCode(std::int32_t value) const;
  bool touchesLimit(std::int32_t value) const;

  const PointSite& point_;
  Duration hold_;
  std::uint16_t bits_ = 0;         // of Quality, that stand
  bool seen_ = true;               // nobody need look at it any more
  std::optional<Instant> goodSince_, ended_;
};

}  // namespace firedamp
