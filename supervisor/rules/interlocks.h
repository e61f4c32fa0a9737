// Gas here trips relays there, and so does not knowing (mine-rules 1.3). Each interlock of the site
// demands the trip of its relays when `votes` of its points demand one; a point that is faulty
// votes for the trip like one at its limit. So two out of three become one out of two with one
// sensor lost, and a trip with two lost; an interlock of one point trips with its point.
//
// A bypass takes the fault of one point away as the only reason for a trip. It never takes away
// gas: a usable value at the limit trips, bypassed or not.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/deadlines.h"
#include "rules/interlock_input.h"
#include "rules/vote.h"

namespace firedamp {

struct InterlockState {
  Vote vote = Vote::none;
  std::vector<PointId> gas, faulty;  // that vote for the trip
  Instant reading;                   // the measurement behind the latest vote by gas
};

class Interlocks {
 public:
  explicit Interlocks(const Site& site);

  void accept(const Sample& sample, Instant now, std::optional<Instant> goodSince = {});
  bool quiet(PointId point, Instant now, QuietBand& band) const;
  void accept(const NodeReport& report, Instant now);
  void accept(const NodeEvent& event, Instant now);
  // The point whose fault alone trips nothing; nothing: no bypass.
  void bypass(InterlockId interlock, std::optional<PointId> point, Instant now);

  std::optional<Instant> nextDeadline() const { return deadlines_.next(); }
  void advance(Instant now);

  const InterlockState& state(InterlockId interlock) const { return states_[interlock.value]; }
  bool healthy(InterlockId interlock, PointId point) const;
  // Those whose state changed since the last call.
  std::vector<InterlockId> takeChanged() { return std::exchange(changed_, {}); }

  // As it stood at the last shutdown: demands by gas hold until a usable value below reset.
  void restoreGas(PointId point, Instant now);
  void restore(InterlockId interlock, Vote vote, Instant now);

 private:
  struct Place {
    InterlockId interlock;
    PointId point;
    InterlockInput input;
    bool votes = false;  // it was gas or faulty when the interlock was last evaluated
  };
  void stepped(std::uint32_t place, Instant now);
  void evaluate(InterlockId interlock, Instant now);

  const Site& site_;
  std::vector<Place> places_;                        // inputs in order of their interlock
  std::vector<std::uint32_t> first_;                 // place of each interlock's first input
  std::vector<std::vector<std::uint32_t>> byPoint_;  // places
  std::vector<std::vector<std::uint32_t>> byNode_;
  std::vector<std::optional<PointId>> bypassed_;     // by interlock
  std::vector<InterlockState> states_;
  std::vector<InterlockId> changed_;
  Deadlines deadlines_;                              // of places
};

}  // namespace firedamp
