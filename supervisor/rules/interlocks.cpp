#include "rules/interlocks.h"

#include <algorithm>

#include "msn/codes.h"

namespace firedamp {

Interlocks::Interlocks(const Site& site)
    : site_(site),
      byPoint_(site.points.size()),
      byNode_(site.nodes.size()),
      bypassed_(site.interlocks.size()),
      states_(site.interlocks.size()) {
  for (std::uint32_t i = 0; i < site.interlocks.size(); ++i) {
    const InterlockSite& interlock = site.interlocks[i];
    first_.push_back(static_cast<std::uint32_t>(places_.size()));
    for (PointId point : interlock.points) {
      const PointSite& pointSite = site.points[point.value];
      const auto place = static_cast<std::uint32_t>(places_.size());
      places_.push_back({InterlockId{i}, point, {pointSite, interlock.stage, site.rules}});
      byPoint_[point.value].push_back(place);
      byNode_[pointSite.node.value].push_back(place);
    }
  }
  first_.push_back(static_cast<std::uint32_t>(places_.size()));
  deadlines_ = Deadlines{places_.size()};
}

void Interlocks::accept(const Sample& sample, Instant now,
                        std::optional<Instant> goodSince) {
  if (sample.point.value >= byPoint_.size()) return;
  for (std::uint32_t place : byPoint_[sample.point.value]) {
    places_[place].input.accept(sample, now, goodSince);
    stepped(place, now);
  }
}

bool Interlocks::quiet(PointId point, Instant now, QuietBand& band) const {
  const auto& places = byPoint_[point.value];
  return std::all_of(places.begin(), places.end(), [&](std::uint32_t place) {
    return places_[place].input.quiet(now, band);
  });
}

void Interlocks::accept(const NodeReport& report, Instant now) {
  for (std::uint32_t place : byNode_[report.node.value]) {
    places_[place].input.accept(report);
    stepped(place, now);
  }
}

void Interlocks::accept(const NodeEvent& event, Instant now) {
  if (event.code != MSN_EV_CUTOFF_ON || event.timeUncertain) return;
  for (std::uint32_t place : byNode_[event.node.value]) {
    places_[place].input.cutOff(event.at, now);
    stepped(place, now);
  }
}

void Interlocks::bypass(InterlockId interlock, std::optional<PointId> point, Instant now) {
  bypassed_[interlock.value] = point;
  evaluate(interlock, now);
}

void Interlocks::stepped(std::uint32_t place, Instant now) {
  deadlines_.set(place, places_[place].input.nextDeadline(now));
  const Place& stepping = places_[place];
  const bool votes = stepping.input.gas(now) || stepping.input.faulty();
  if (votes || stepping.votes) evaluate(stepping.interlock, now);
}

void Interlocks::advance(Instant now) {
  while (const auto place = deadlines_.takeDue(now)) {
    places_[*place].input.advance(now);
    stepped(*place, now);
  }
}

void Interlocks::evaluate(InterlockId interlock, Instant now) {
  const std::uint32_t i = interlock.value;
  InterlockState state;
  Ballot ballot;
  for (std::uint32_t place = first_[i]; place < first_[i + 1]; ++place) {
    auto& [own, point, input, votes] = places_[place];
    votes = true;
    if (input.gas(now)) {
      ++ballot.gas;
      state.gas.push_back(point);
      state.reading = std::max(state.reading, input.reading());
    } else if (input.faulty()) {
      ++(bypassed_[i] == point ? ballot.bypassedFaulty : ballot.faulty);
      state.faulty.push_back(point);
    } else {
      votes = false;
    }
  }
  state.vote = count(ballot, site_.interlocks[i].votes);
  InterlockState& known = states_[i];
  const bool news = known.vote != state.vote || known.gas != state.gas ||
                    known.faulty != state.faulty;
  known = std::move(state);
  if (news) changed_.push_back(interlock);
}

bool Interlocks::healthy(InterlockId interlock, PointId point) const {
  for (std::uint32_t place = first_[interlock.value]; place < first_[interlock.value + 1];
       ++place) {
    if (places_[place].point == point) return places_[place].input.healthyNow();
  }
  return false;
}

void Interlocks::restoreGas(PointId point, Instant now) {
  for (std::uint32_t place : byPoint_[point.value]) {
    const InterlockSite& site = site_.interlocks[places_[place].interlock.value];
    if (!site.stage) places_[place].input.restoreGas();
    stepped(place, now);
  }
}

void Interlocks::restore(InterlockId interlock, Vote vote, Instant now) {
  for (std::uint32_t place = first_[interlock.value]; place < first_[interlock.value + 1];
       ++place) {
    if (vote == Vote::gas) places_[place].input.restoreGas();
    if (vote == Vote::fault) places_[place].input.restoreFault();
    stepped(place, now);
  }
}

}  // namespace firedamp
