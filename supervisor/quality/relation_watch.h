// What values say about each other: two instruments of one thing agree; methane that flows into a
// stretch of roadway comes out of it again, q = Q * C. Only values that are measurements now are
// compared, and a breach counts when it lasted.
#pragma once

#include <optional>
#include <vector>

#include "domain/quantity.h"
#include "domain/quiet_band.h"
#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp {

// The newest usable values by point; nothing where there is none.
using UsableValues = std::vector<std::optional<std::int32_t>>;

// A breach that began and may have lasted.
class Lasting {
 public:
  bool accept(bool breach, Instant at, Duration atLeast);
  bool begun() const { return since_.has_value(); }

 private:
  std::optional<Instant> since_;
};

class TwinWatch {
 public:
  TwinWatch(PointId point, const PointSite& site) : point_(point), site_(site) {}
  // Nothing when it cannot be told; otherwise whether they disagree for long enough.
  std::optional<bool> judge(const UsableValues& values, Instant at);
  // Narrows the band of either to values that cannot disagree as long as both keep to it. False: a
  // breach is near or has begun, or it cannot be told.
  bool quiet(const UsableValues& values, QuietBand& band) const;
  PointId point() const { return point_; }
  PointId twin() const { return *site_.plausible.twin; }

 private:
  PointId point_;
  const PointSite& site_;
  Lasting lasting_;
};

class BalanceWatch {
 public:
  explicit BalanceWatch(const MassBalance& balance) : balance_(balance) {}
  std::optional<bool> judge(const UsableValues& values, Instant at);
  // The same for each point of the balance.
  bool quiet(PointId point, const UsableValues& values, QuietBand& band) const;
  PointId reportedAt() const { return balance_.out.gas; }
  Quantity found() const { return {out_, Unit::flow}; }     // pure methane that comes out
  Quantity expected() const { return {least_, Unit::flow}; }  // at least

 private:
  bool holdsWith(const UsableValues& values, std::int64_t slack) const;

  const MassBalance& balance_;
  Lasting lasting_;
  std::int32_t out_ = 0, least_ = 0;  // 0.01 m3/min of methane
};

}  // namespace firedamp
