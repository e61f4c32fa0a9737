// All rules that demand a trip or hold back a restore, composed. Pure and deterministic: inputs
// are stamped, deadlines are served by advance(). It commands nothing: the core carries its
// demands to the command desk in the same step. Alarms cannot reach it: acknowledging, shelving or
// suppressing one changes no demand.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/alarm.h"
#include "domain/phrase.h"
#include "domain/rule_request.h"
#include "rules/bypasses.h"
#include "rules/detectors.h"
#include "rules/due_tests.h"
#include "rules/escalation.h"
#include "rules/fan_groups.h"
#include "rules/interlocks.h"
#include "rules/people_checks.h"
#include "rules/picture.h"
#include "rules/rule_news.h"

namespace firedamp {

// A relay that must be off now.
struct TripDemand {
  std::string cause;    // the tag behind it, and what is wrong with it
  Instant reading;      // the measurement that demanded it; Instant{}: no measurement
};

class Rules {
 public:
  // Keeps a reference. `standing` and `records` as of the last shutdown: a demand that stood goes
  // on until it is seen to have ended.
  Rules(const Picture& picture, const std::vector<AlarmEvent>& standing,
        const std::vector<RuleRecord>& records, Instant start);

  // The picture must know each input already.
  // `goodSince`: see rules/interlock_input.h.
  void accept(const Sample& sample, Instant now, std::optional<Instant> goodSince = {});
  // Narrows the band to values of the point that change nothing here. False: something is going on.
  // The picture's newest sample of the point is usable.
  bool quiet(PointId point, Instant now, QuietBand& band) const;
  void accept(const NodeReport& report, Instant now);
  void accept(const RelayReport& report, Instant now);
  void accept(const NodeEvent& event, Instant now);
  void accept(const RelayCondition& condition);

  void accept(const BypassRequest& request, Instant now);
  void accept(const EndBypassRequest& request, Instant now);
  void accept(const PeopleCheckRequest& request, Instant now);
  void accept(const RecordTestRequest& request, Instant now);
  void accept(const LockTestRequest& request, Instant now);
  void accept(const UnlockFansRequest& request, Instant now);

  std::optional<Instant> nextDeadline() const;
  void advance(Instant now);

  const std::map<RelayId, TripDemand>& demands() const { return demands_; }
  // Relays with a demand that began since the last call.
  std::vector<RelayId> takeBegun() { return std::exchange(begun_, {}); }
  // Relays whose last demand has ended since the last call.
  std::vector<RelayId> takeEnded() { return std::exchange(ended_, {}); }
  RuleNews takeNews() { return std::exchange(news_, {}); }

  // For the permissives: why the relay is held off, and the gas that must be below reset.
  std::vector<Phrase> holds(RelayId relay, Instant at) const;
  std::vector<PointId> gasBelowReset(RelayId relay) const;

 private:
  void index();
  void restore(const std::vector<AlarmEvent>& standing, const std::vector<RuleRecord>& records,
               Instant start);
  void restore(const RuleRecord& record, Instant start);
  void settle(Instant now);
  void settleInterlock(InterlockId interlock, Instant now);
  void settleFans(FanGroupId group, Instant now);
  void tellFault(PointId point, Instant now);
  void renew(RelayId relay);
  std::optional<TripDemand> demandOf(RelayId relay) const;
  std::optional<TripDemand> interlockDemand(RelayId relay) const;
  std::vector<Phrase> demandTexts(RelayId relay) const;
  void fanTexts(RelayId relay, Instant at, std::vector<Phrase>& texts) const;

  const Picture& picture_;
  RuleNews news_;
  Interlocks interlocks_;
  FanGroups fans_;
  Bypasses bypasses_;
  PeopleChecks checks_;
  DueTests tests_;
  Escalation escalation_;
  Detectors detectors_;

  std::vector<std::vector<InterlockId>> byRelay_;     // that trip the relay
  std::vector<std::vector<FanGroupId>> fansBy_;       // whose stop trips the relay
  std::vector<std::optional<FanGroupId>> fanOf_;      // group whose fan the relay starts
  std::vector<std::vector<ScopeId>> scopesOf_;        // that the relay is part of
  std::vector<std::vector<InterlockId>> byPoint_;
  std::vector<Vote> votes_;                           // by interlock, as last told
  std::vector<std::pair<bool, bool>> fanTold_;        // stopped and locked, as last told
  std::map<RelayId, TripDemand> demands_;
  std::vector<RelayId> begun_, ended_;
};

}  // namespace firedamp
