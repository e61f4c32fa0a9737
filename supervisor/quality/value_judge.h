// What a value is worth, judged by its own past and by other values: marks that latch, stuck, rate,
// twins, mass balance. Findings are alarms, not quality: a suspicion takes no value away from the
// people who must decide. Values of a calibration (pseudo) and of a sensor in doubt are judged by
// nobody and judge nobody; they are logged all the same. Pure; one thread; instants are handed in.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "domain/alarm.h"
#include "domain/quiet_band.h"
#include "domain/quantity.h"
#include "domain/sample.h"
#include "domain/site.h"
#include "quality/fault_latch.h"
#include "quality/rate_watch.h"
#include "quality/relation_watch.h"
#include "quality/stuck_watch.h"

namespace firedamp {

// A finding that changed. Of `rate`, `deviation`, `stuck`.
struct PointFinding {
  PointId point;
  AlarmKind kind = AlarmKind::stuck;
  bool present = false;
  Instant at;
  Quantity value, limit;
};

class ValueJudge {
 public:
  // Keeps a reference to the site. `standing`: alarms of the last shutdown.
  ValueJudge(const Site& site, const std::vector<AlarmEvent>& standing);

  // Every sample passes here before anybody else sees it. Unknown points pass untouched.
  Sample accept(const Sample& sample);
  // Of the last sample: see FaultLatch::goodSince().
  std::optional<Instant> goodSince(PointId point) const;
  // A person acknowledged the device fault of this point.
  void acknowledged(PointId point);
  // The point, and all whose values are judged together with its: mates, twins, a balance.
  std::span<const PointId> together(PointId point) const {
    return groups_[points_[point.value].group];
  }
  // Narrows the band to values of the point that break no limit here, as long as all that are
  // judged together keep to theirs. False: something is under way.
  bool quiet(PointId point, QuietBand& band) const;
  // How many of a quiet point's values within the band are neither too fast nor stuck, or not any
  // more; and until when that holds whatever the mates do.
  StuckWatch::Calm calm(const SamplesAhead& ahead) const;
  // As if all these of points that are judged together had been accepted, in their order.
  void follow(std::span<const SamplesAhead> ahead);
  std::vector<PointFinding> take() { return std::exchange(findings_, {}); }

 private:
  struct Point {
    FaultLatch latch;
    StuckWatch stuck;
    RateWatch rate;
    Instant newest{};
    std::vector<std::uint32_t> matesOf{};  // points that this one is a mate of
    std::vector<std::uint32_t> twins{}, balances{};        // that it is part of
    bool isStuck = false, isFast = false, isOff = false;
    std::size_t group = 0;  // of groups_
  };
  void measured(const Sample& sample);
  void notMeasured(PointId point);
  void judgeStuck(PointId point, Instant at);
  void judgeRate(const Sample& sample);
  void judgeRelations(PointId point, Instant at);
  void indexRelations();
  void indexGroups();
  bool asksMates(std::uint32_t point) const;
  void tellDeviation(PointId point, Instant at);
  Quantity quantity(PointId point, std::int32_t value) const;

  const Site& site_;
  std::vector<Point> points_;
  std::vector<std::vector<PointId>> groups_;
  UsableValues values_;
  struct Twin {
    TwinWatch watch;
    bool off = false;
  };
  struct Balance {
    BalanceWatch watch;
    bool off = false;
  };
  std::vector<Twin> twins_;
  std::vector<Balance> balances_;
  std::vector<PointFinding> findings_;
};

}  // namespace firedamp
