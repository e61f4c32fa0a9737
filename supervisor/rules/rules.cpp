// Inputs, and the demands that follow from them. What people are told of them: rule_texts.cpp.
#include "rules/rules.h"

#include <algorithm>

#include "domain/trip_reason.h"

namespace firedamp {
namespace {

using Topic = RuleRecord::Topic;

template <typename Things>
std::optional<std::uint32_t> indexOf(const Things& things, const std::string& tag) {
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].tag == tag) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

RuleRecord recordOf(Topic topic, const std::string& tag, bool present, Instant at) {
  RuleRecord record;
  record.topic = topic;
  record.tag = tag;
  record.at = at;
  record.present = present;
  return record;
}

}  // namespace

Rules::Rules(const Picture& picture, const std::vector<AlarmEvent>& standing,
             const std::vector<RuleRecord>& records, Instant start)
    : picture_(picture),
      interlocks_(picture.site()),
      fans_(picture, start),
      bypasses_(picture.site(), interlocks_),
      checks_(picture.site()),
      tests_(picture, records, start, news_),
      escalation_(picture),
      detectors_(picture),
      byRelay_(picture.site().relays.size()),
      fansBy_(picture.site().relays.size()),
      fanOf_(picture.site().relays.size()),
      scopesOf_(picture.site().relays.size()),
      byPoint_(picture.site().points.size()),
      votes_(picture.site().interlocks.size()),
      fanTold_(picture.site().fanGroups.size()) {
  index();
  restore(standing, records, start);
}

void Rules::index() {
  const Site& site = picture_.site();
  for (std::uint32_t i = 0; i < site.interlocks.size(); ++i) {
    for (RelayId relay : site.interlocks[i].relays) byRelay_[relay.value].push_back({i});
    for (PointId point : site.interlocks[i].points) byPoint_[point.value].push_back({i});
  }
  for (std::uint32_t i = 0; i < site.fanGroups.size(); ++i) {
    for (RelayId relay : site.fanGroups[i].relays) fansBy_[relay.value].push_back({i});
    for (const FanSite& fan : site.fanGroups[i].fans) fanOf_[fan.relay.value] = FanGroupId{i};
  }
  for (std::uint32_t i = 0; i < site.scopes.size(); ++i) {
    for (RelayId relay : site.scopes[i].relays) scopesOf_[relay.value].push_back({i});
  }
}

void Rules::restore(const std::vector<AlarmEvent>& standing,
                    const std::vector<RuleRecord>& records, Instant start) {
  const auto& points = picture_.site().points;
  for (const AlarmEvent& alarm : standing) {
    const bool ofPoint = alarm.source.type == AlarmSource::Type::point &&
                         alarm.source.id < points.size();
    const bool present = alarm.active || alarm.state == AlarmState::unacknowledged ||
                         alarm.state == AlarmState::acknowledged;
    if (alarm.kind != AlarmKind::highHigh || !present || !ofPoint) continue;
    if (points[alarm.source.id].limits.trip) {
      interlocks_.restoreGas(PointId{alarm.source.id}, start);
    }
  }
  for (const RuleRecord& record : records) restore(record, start);
  settle(start);
}

void Rules::restore(const RuleRecord& record, Instant start) {
  const Site& site = picture_.site();
  const auto interlock = indexOf(site.interlocks, record.tag);
  const auto group = indexOf(site.fanGroups, record.tag);
  const auto scope = indexOf(site.scopes, record.tag);
  if (record.topic == Topic::interlock && record.present && interlock) {
    votes_[*interlock] = record.number == 1 ? Vote::gas : Vote::fault;
    interlocks_.restore(InterlockId{*interlock}, votes_[*interlock], start);
  }
  if (record.topic == Topic::bypass && interlock) {
    bypasses_.restore(record, InterlockId{*interlock}, start, news_);
  }
  if (record.topic == Topic::fanStop && record.present && group) {
    fanTold_[*group].first = true;
    fans_.restoreStop(FanGroupId{*group});
  }
  if (record.topic == Topic::fanLock && record.present && group) {
    fanTold_[*group].second = true;
    fans_.restoreLock(FanGroupId{*group});
  }
  if (record.topic == Topic::peopleCheck && scope) checks_.restore(ScopeId{*scope}, record);
  if (group) {
    for (RelayId relay : site.fanGroups[*group].relays) renew(relay);
  }
}

void Rules::accept(const Sample& sample, Instant now, std::optional<Instant> goodSince) {
  interlocks_.accept(sample, now, goodSince);
  fans_.accept(sample, now);
  detectors_.accept(sample, news_);
  settle(now);
}

bool Rules::quiet(PointId point, Instant now, QuietBand& band) const {
  return interlocks_.quiet(point, now, band) && fans_.quiet(point, now, band) &&
         detectors_.quiet(point, band);
}

void Rules::accept(const NodeReport& report, Instant now) {
  interlocks_.accept(report, now);
  detectors_.accept(report, news_);
  settle(now);
}

void Rules::accept(const RelayReport& report, Instant now) {
  fans_.accept(report, now);
  const bool proven = tests_.accept(report, news_);
  settle(now);
  if (!proven) return;
  for (InterlockId interlock : byRelay_[report.relay.value]) {
    for (RelayId relay : picture_.site().interlocks[interlock.value].relays) renew(relay);
  }
}

void Rules::accept(const NodeEvent& event, Instant now) {
  interlocks_.accept(event, now);
  settle(now);
}

void Rules::accept(const RelayCondition& condition) {
  escalation_.accept(condition);
  const auto& upstream = picture_.siteOf(condition.relay).upstream;
  if (upstream) renew(*upstream);
}

void Rules::accept(const BypassRequest& request, Instant now) {
  bypasses_.accept(request, now, news_);
  settle(now);
}

void Rules::accept(const EndBypassRequest& request, Instant now) {
  bypasses_.accept(request, now, news_);
  settle(now);
}

void Rules::accept(const PeopleCheckRequest& request, Instant now) {
  checks_.accept(request, now, news_);
}

void Rules::accept(const RecordTestRequest& request, Instant now) {
  tests_.accept(request, now, news_);
}

void Rules::accept(const LockTestRequest& request, Instant now) {
  const auto& interlocks = picture_.site().interlocks;
  if (request.interlock.value >= interlocks.size()) return;
  const InterlockSite& interlock = interlocks[request.interlock.value];
  tests_.begin(request.interlock, request.origin, now);
  if (!tests_.demands(request.interlock)) {
    return news_.refuse(interlock.tag, request.origin, now,
                        {PHRASE("all its relays are off: there is nothing to measure"), {}});
  }
  for (RelayId relay : interlock.relays) renew(relay);
}

void Rules::accept(const UnlockFansRequest& request, Instant now) {
  if (request.group.value >= picture_.site().fanGroups.size()) return;
  const std::string& tag = picture_.site().fanGroups[request.group.value].tag;
  if (request.origin.person.value == 0 || request.origin.reason.empty()) {
    return news_.refuse(tag, request.origin, now,
                        {PHRASE("only a person with a reason may open the lock"), {}});
  }
  if (!fans_.locked(request.group)) {
    return news_.refuse(tag, request.origin, now,
                        {PHRASE("the start of its fans is not locked"), {}});
  }
  fans_.unlock(request.group);
  settle(now);
  if (!news_.records.empty() && news_.records.back().topic == Topic::fanLock) {
    news_.records.back().origin = request.origin;
  }
}

std::optional<Instant> Rules::nextDeadline() const {
  std::optional<Instant> next;
  for (const auto& each :
       {interlocks_.nextDeadline(), fans_.nextDeadline(), bypasses_.nextDeadline(),
        tests_.nextDeadline(), escalation_.nextDeadline(), detectors_.nextDeadline()}) {
    if (each && (!next || *each < *next)) next = each;
  }
  return next;
}

void Rules::advance(Instant now) {
  interlocks_.advance(now);
  fans_.advance(now);
  bypasses_.advance(now, news_);
  detectors_.advance(now, news_);
  if (const auto next = tests_.nextDeadline(); next && *next <= now) {
    tests_.advance(now, news_);
    for (const InterlockSite& interlock : picture_.site().interlocks) {
      for (RelayId relay : interlock.relays) renew(relay);
    }
  }
  if (const auto next = escalation_.nextDeadline(); next && *next <= now) {
    escalation_.advance(now);
    for (const RelaySite& relay : picture_.site().relays) {
      if (relay.upstream) renew(*relay.upstream);
    }
  }
  settle(now);
}

void Rules::settle(Instant now) {
  for (InterlockId changed : interlocks_.takeChanged()) settleInterlock(changed, now);
  for (FanGroupId changed : fans_.takeChanged()) settleFans(changed, now);
}

void Rules::settleInterlock(InterlockId id, Instant now) {
  const InterlockSite& site = picture_.site().interlocks[id.value];
  const Vote vote = interlocks_.state(id).vote;
  if (vote != votes_[id.value]) {
    if (votes_[id.value] == Vote::none) tests_.begin(id, {}, now);
    votes_[id.value] = vote;
    news_.records.push_back(recordOf(Topic::interlock, site.tag, vote != Vote::none, now));
    news_.records.back().number = static_cast<std::int64_t>(vote);
  }
  for (PointId point : site.points) tellFault(point, now);
  for (RelayId relay : site.relays) renew(relay);
}

// The point's alarm "fault lock": some interlock is held by its fault.
void Rules::tellFault(PointId point, Instant now) {
  const auto& interlocks = byPoint_[point.value];
  const bool locks = std::any_of(interlocks.begin(), interlocks.end(), [&](InterlockId id) {
    const InterlockState& state = interlocks_.state(id);
    return state.vote == Vote::fault &&
           std::find(state.faulty.begin(), state.faulty.end(), point) != state.faulty.end();
  });
  news_.conditions.push_back(
      {{AlarmSource::Type::point, point.value}, AlarmKind::faultLock, locks, now});
}

void Rules::settleFans(FanGroupId id, Instant now) {
  const FanGroupSite& site = picture_.site().fanGroups[id.value];
  auto& [stopped, locked] = fanTold_[id.value];
  if (stopped != fans_.stopped(id)) {
    stopped = !stopped;
    news_.records.push_back(recordOf(Topic::fanStop, site.tag, stopped, now));
    const AlarmSource first{AlarmSource::Type::relay, site.fans[0].relay.value};
    news_.conditions.push_back({first, AlarmKind::mainFan, stopped, now});
  }
  if (locked != fans_.locked(id)) {
    locked = !locked;
    news_.records.push_back(recordOf(Topic::fanLock, site.tag, locked, now));
  }
  for (RelayId relay : site.relays) renew(relay);
}

std::optional<TripDemand> Rules::interlockDemand(RelayId relay) const {
  const std::vector<PointSite>& points = picture_.site().points;
  std::optional<TripDemand> other;
  for (InterlockId interlock : byRelay_[relay.value]) {
    const InterlockState& state = interlocks_.state(interlock);
    if (state.vote == Vote::gas) return TripDemand{points[state.gas[0].value].tag, state.reading};
    // A fault never stops a fan (mine-rules 1.3 g).
    if (state.vote == Vote::fault && !fanOf_[relay.value]) {
      other = TripDemand{reasonOf(TripReason::fault, points[state.faulty[0].value].tag), {}};
    } else if (tests_.demands(interlock) && !other && state.vote == Vote::none) {
      const InterlockSite& tested = picture_.site().interlocks[interlock.value];
      other = TripDemand{reasonOf(TripReason::test, tested.tag), {}};
    }
  }
  return other;
}

std::optional<TripDemand> Rules::demandOf(RelayId relay) const {
  if (auto demand = interlockDemand(relay)) return demand;
  for (FanGroupId group : fansBy_[relay.value]) {
    if (!fans_.stopped(group)) continue;
    return TripDemand{
        reasonOf(TripReason::fanStopped, picture_.site().fanGroups[group.value].tag), {}};
  }
  if (const auto below = escalation_.demandOn(relay)) {
    return TripDemand{reasonOf(TripReason::feedAbnormal, picture_.siteOf(*below).tag), {}};
  }
  return std::nullopt;
}

void Rules::renew(RelayId relay) {
  const auto demand = demandOf(relay);
  const bool stood = demands_.count(relay) != 0;
  if (demand) {
    demands_.insert_or_assign(relay, *demand);
  } else if (demands_.erase(relay) != 0) {
    ended_.push_back(relay);
  }
  if (!demand || stood) return;
  begun_.push_back(relay);
  for (ScopeId scope : scopesOf_[relay.value]) checks_.tripped(scope);
}

}  // namespace firedamp
