#include "rules/fan_groups.h"

#include <utility>

namespace firedamp {

FanGroups::FanGroups(const Picture& picture, Instant start)
    : picture_(picture), deadlines_(picture.site().fanGroups.size()) {
  const Site& site = picture.site();
  for (std::uint32_t i = 0; i < site.fanGroups.size(); ++i) {
    State state{FaultTimer{site.rules.fanStopDelay, Duration{0}}, {}, {}, false, false, {}};
    state.air.resize(site.fanGroups[i].fans.size());
    state.judgeFrom = start + site.rules.startGrace;
    deadlines_.set(i, state.judgeFrom);
    states_.push_back(std::move(state));
  }
  index();
}

void FanGroups::index() {
  const Site& site = picture_.site();
  byRelay_.resize(site.relays.size());
  byPoint_.resize(site.points.size());
  for (std::uint32_t i = 0; i < site.fanGroups.size(); ++i) {
    const auto add = [i](std::vector<std::uint32_t>& groups) {
      if (groups.empty() || groups.back() != i) groups.push_back(i);
    };
    for (const FanSite& fan : site.fanGroups[i].fans) {
      add(byRelay_[fan.relay.value]);
      if (fan.air) add(byPoint_[fan.air->value]);
    }
    for (PointId point : site.fanGroups[i].gas) add(byPoint_[point.value]);
  }
}

bool FanGroups::runs(const FanSite& fan, bool air) const {
  const RelayReport& report = picture_.relay(fan.relay);
  return report.known && report.feedback && (air || !fan.air);
}

void FanGroups::accept(const RelayReport& report, Instant now) {
  for (const std::uint32_t group : byRelay_[report.relay.value]) judge(group, now);
}

void FanGroups::accept(const Sample& sample, Instant now) {
  for (const std::uint32_t i : byPoint_[sample.point.value]) {
    const FanGroupSite& group = picture_.site().fanGroups[i];
    for (std::size_t fan = 0; fan < group.fans.size(); ++fan) {
      if (group.fans[fan].air != sample.point || sample.fromEvent) continue;
      states_[i].air[fan] = sample.quality.usable() &&
                            sample.value > bound(sample.point, states_[i].air[fan]);
    }
    judge(i, now);
  }
}

// All that is asked of a value is on which side of a bound it is.
bool FanGroups::quiet(PointId point, Instant now, QuietBand& band) const {
  const std::int32_t value = picture_.newest(point)->value;
  const RuleNumbers& numbers = picture_.site().rules;
  for (const std::uint32_t i : byPoint_[point.value]) {
    const FanGroupSite& group = picture_.site().fanGroups[i];
    if (now < states_[i].judgeFrom) return false;
    for (std::size_t fan = 0; fan < group.fans.size(); ++fan) {
      if (group.fans[fan].air != point) continue;
      const bool runs = states_[i].air[fan];
      runs ? band.notBelow(bound(point, runs) + 1) : band.notAbove(bound(point, runs));
    }
    band.keepSide(value, numbers.fanLock_cpct + 1);
    band.keepSide(value, numbers.fanUnlock_cpct);
  }
  return true;
}

std::int32_t FanGroups::bound(PointId point, bool runs) const {
  const Limits& limits = picture_.site().points[point.value].limits;
  return runs ? limits.low.value_or(0) : limits.lowRelease;
}

void FanGroups::unlock(FanGroupId group) {
  State& state = states_[group.value];
  state.opened = true;
  if (!std::exchange(state.locked, false)) return;  // also within the start's grace
  changed_.push_back(group);
}

void FanGroups::judgeLock(const FanGroupSite& site, State& state, bool running) const {
  const RuleNumbers& numbers = picture_.site().rules;
  bool anyHigh = false;
  bool allLow = true;
  for (PointId point : site.gas) {
    const auto& sample = picture_.newest(point);
    const bool usable = sample && sample->quality.usable();
    anyHigh = anyHigh || !usable || sample->value > numbers.fanLock_cpct;
    allLow = allLow && usable && sample->value < numbers.fanUnlock_cpct;
  }
  if (running || allLow) state.opened = false;
  if (allLow || state.opened) {
    state.locked = false;
  } else if (!running && anyHigh) {
    state.locked = true;
  }
}

void FanGroups::judge(std::uint32_t group, Instant now) {
  const FanGroupSite& site = picture_.site().fanGroups[group];
  State& state = states_[group];
  bool running = false;
  for (std::size_t fan = 0; fan < site.fans.size(); ++fan) {
    running = running || runs(site.fans[fan], state.air[fan]);
  }
  if (!running) state.runningSince.reset();
  if (running && !state.runningSince) state.runningSince = now;
  const bool stopped = state.stop.counts();
  const bool locked = state.locked;
  if (running) state.judgeFrom = now;  // heard of: from now on silence counts
  if (now >= state.judgeFrom) {
    state.stop.set(running, now);
    judgeLock(site, state, running);
    deadlines_.set(group, state.stop.deadline());
  }
  if (stopped != state.stop.counts() || locked != state.locked) {
    changed_.push_back(FanGroupId{group});
  }
}

void FanGroups::advance(Instant now) {
  while (const auto group = deadlines_.takeDue(now)) judge(*group, now);
}

}  // namespace firedamp
