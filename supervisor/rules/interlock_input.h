// One point as an input of one interlock. It demands a trip by gas: its limit is active here (with
// the limit step of the alarms, but apart from them: nothing that is done to an alarm reaches it),
// its node says that it has cut off, or either was told a moment ago, so that an excursion between
// two polls trips too. Beyond its range it demands as if at the limit. It is faulty when it has no
// usable value, or its node is lost, another one, or no node at all.
//
// What a node tells of the past (older than the hold, or of unknown time) is history and no cause.
#pragma once

#include <optional>

#include "alarm/limit_watch.h"
#include "domain/node.h"
#include "domain/sample.h"
#include "domain/site.h"
#include "rules/fault_timer.h"

namespace firedamp {

class InterlockInput {
 public:
  InterlockInput(const PointSite& point, const std::optional<StageLimit>& stage,
                 const RuleNumbers& numbers);

  // `goodSince`: a mark of a former fault stood on the values until now; the device has been good
  // since then: the hold of that mark and the hold of this interlock run at the same time.
  void accept(const Sample& sample, Instant now, std::optional<Instant> goodSince = {});
  void accept(const NodeReport& report);
  // The node cut off at `toldOf`.
  void cutOff(Instant toldOf, Instant now);

  bool gas(Instant at) const { return watch_.active() || cutOff_ || at < holdUntil_; }
  bool faulty() const { return fault_.counts(); }
  bool healthyNow() const { return newest_ && !unhealthy(); }
  Instant reading() const { return reading_; }  // the measurement that demanded last

  // See LimitWatch::quiet(): also nothing of a fault or of a demand is under way.
  bool quiet(Instant now, QuietBand& band) const {
    return healthyNow() && !fault_.deadline() && holdUntil_ <= now && watch_.quiet(band);
  }

  std::optional<Instant> nextDeadline(Instant now) const;
  void advance(Instant now) { fault_.advance(now); }

  void restoreGas() { watch_.restore(); }
  void restoreFault() { fault_.restore(); }

 private:
  bool unhealthy() const { return valueFaulty_ || nodeFaulty_; }
  void live(const Sample& sample, Instant now, Instant goodSince);
  void judge(Instant since, Instant at);
  void demand(Instant toldOf, Instant now);

  LimitWatch watch_;
  FaultTimer fault_;
  Duration causeHold_;
  bool ownLimit_;                  // the point's: its node's cut-off is the same limit
  bool methane_;
  bool cutOff_ = false;
  bool valueFaulty_ = false;
  bool nodeFaulty_ = false;
  std::optional<Instant> newest_;
  Instant holdUntil_{}, reading_{};
};

}  // namespace firedamp
