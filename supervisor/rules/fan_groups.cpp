#include "rules/fan_groups.h"

#include <algorithm>

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
}

bool FanGroups::runs(const FanSite& fan, bool air) const {
  const RelayReport& report = picture_.relay(fan.relay);
  return report.known && report.feedback && (air || !fan.air);
}

void FanGroups::accept(const RelayReport& report, Instant now) {
  const auto& groups = picture_.site().fanGroups;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    const auto& fans = groups[i].fans;
    if (std::any_of(fans.begin(), fans.end(),
                    [&](const FanSite& fan) { return fan.relay == report.relay; })) {
      judge(i, now);
    }
  }
}

void FanGroups::accept(const Sample& sample, Instant now) {
  const auto& groups = picture_.site().fanGroups;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    const FanGroupSite& group = groups[i];
    bool ours = std::find(group.gas.begin(), group.gas.end(), sample.point) != group.gas.end();
    for (std::size_t fan = 0; fan < group.fans.size(); ++fan) {
      if (group.fans[fan].air != sample.point) continue;
      const Limits& limits = picture_.site().points[sample.point.value].limits;
      const std::int32_t bound = states_[i].air[fan] ? limits.low.value_or(0) : limits.lowRelease;
      if (!sample.fromEvent) {
        states_[i].air[fan] = sample.quality.usable() && sample.value > bound;
      }
      ours = true;
    }
    if (ours) judge(i, now);
  }
}

void FanGroups::unlock(FanGroupId group, Instant now) {
  states_[group.value].opened = true;
  judge(group.value, now);
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
