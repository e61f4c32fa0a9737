// Fans and what hangs on their air (mine-rules 1.3 d, e; twin fans: only when all have stopped).
// A fan runs when the contact of its starter says so and the air in its duct is above its low
// limit; what is not known does not run. No fan of the group proven to run: its relays are tripped.
// With the fans stopped and gas above the lock limit, or gas unknown, no fan may be started until
// all gas is below the unlock limit or somebody with the authority opens the lock.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/deadlines.h"
#include "domain/quiet_band.h"
#include "rules/fault_timer.h"
#include "rules/picture.h"

namespace firedamp {

class FanGroups {
 public:
  // Keeps a reference. A fan that is not heard of within the start's grace has stopped.
  FanGroups(const Picture& picture, Instant start);

  void accept(const RelayReport& report, Instant now);
  void accept(const Sample& sample, Instant now);
  bool quiet(PointId point, Instant now, QuietBand& band) const;
  void unlock(FanGroupId group);

  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now);

  bool stopped(FanGroupId group) const { return states_[group.value].stop.counts(); }
  bool locked(FanGroupId group) const { return states_[group.value].locked; }
  // Since when a fan of the group has been running without a break.
  std::optional<Instant> runningSince(FanGroupId group) const {
    return states_[group.value].runningSince;
  }
  std::vector<FanGroupId> takeChanged() { return std::exchange(changed_, {}); }

  void restoreStop(FanGroupId group) { states_[group.value].stop.restore(); }
  void restoreLock(FanGroupId group) { states_[group.value].locked = true; }

 private:
  void index();
  struct State {
    FaultTimer stop;
    std::vector<bool> air;            // of each fan, with the hysteresis of its limit
    std::optional<Instant> runningSince;
    bool locked = false, opened = false;
    Instant judgeFrom;                // the start's grace
  };
  bool runs(const FanSite& fan, bool air) const;
  std::int32_t bound(PointId point, bool runs) const;  // above it air flows
  void judge(std::uint32_t group, Instant now);
  void judgeLock(const FanGroupSite& site, State& state, bool running) const;

  const Picture& picture_;
  std::vector<State> states_;
  std::vector<std::vector<std::uint32_t>> byRelay_, byPoint_;  // groups
  std::vector<FanGroupId> changed_;
  Deadlines deadlines_;
};

}  // namespace firedamp
