// Why the rules hold a relay off, in words.
#include <algorithm>
#include <cstdio>

#include "rules/rules.h"

namespace firedamp {
namespace {

std::string secondsText(Duration span) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(span.count()) / 1e6);
  return text;
}

std::string minutesText(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(span).count()) + " min";
}

template <typename Things, typename Thing>
bool contains(const Things& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

}  // namespace

std::vector<Phrase> Rules::demandTexts(RelayId relay) const {
  const Site& site = picture_.site();
  const std::string& tag = site.relays[relay.value].tag;
  std::vector<Phrase> texts;
  for (InterlockId interlock : byRelay_[relay.value]) {
    const InterlockState& state = interlocks_.state(interlock);
    const bool holds = state.vote == Vote::gas ||
                       (state.vote == Vote::fault && !fanOf_[relay.value]);
    if (!holds) continue;
    for (PointId point : state.gas) {
      texts.push_back({PHRASE("%1 demands the trip of %2 and has not returned below reset"),
                       {site.points[point.value].tag, tag}});
    }
    for (PointId point : state.faulty) {
      texts.push_back({PHRASE("%1 is faulty or silent, or has not been healthy for %2: %3 stays"
                              " tripped"),
                       {site.points[point.value].tag, secondsText(site.rules.faultHold), tag}});
    }
  }
  if (const auto below = escalation_.demandOn(relay)) {
    texts.push_back({PHRASE("%1 cannot be switched off: %2 stays tripped above it"),
                     {site.relays[below->value].tag, tag}});
  }
  return texts;
}

void Rules::fanTexts(RelayId relay, Instant at, std::vector<Phrase>& texts) const {
  const Site& site = picture_.site();
  const Duration needed = site.rules.fanRunning;
  for (FanGroupId group : fansBy_[relay.value]) {
    const std::string& tag = site.fanGroups[group.value].tag;
    const auto since = fans_.runningSince(group);
    if (!since) {
      texts.push_back({PHRASE("no fan of %1 is proven to run"), {tag}});
    } else if (at - *since < needed) {
      texts.push_back({PHRASE("a fan of %1 runs for %2, must run for %3"),
                       {tag, secondsText(at - *since), secondsText(needed)}});
    }
  }
  const auto& own = fanOf_[relay.value];
  if (!own || !fans_.locked(*own)) return;
  texts.push_back({PHRASE("%1: the start of its fans is locked until all gas is below %2"),
                   {site.fanGroups[own->value].tag,
                    quantityText({site.rules.fanUnlock_cpct, Unit::methane})}});
}

std::vector<Phrase> Rules::holds(RelayId relay, Instant at) const {
  const Site& site = picture_.site();
  std::vector<Phrase> texts = demandTexts(relay);
  fanTexts(relay, at, texts);
  for (std::uint32_t i = 0; i < site.scopes.size(); ++i) {
    const ScopeSite& scope = site.scopes[i];
    if (!scope.peopleCheck || !contains(scope.relays, relay)) continue;
    if (checks_.good(ScopeId{i}, at)) continue;
    texts.push_back({PHRASE("%1: nobody has recorded since its trip, and within %2, that no one"
                            " is at risk"),
                     {scope.tag, minutesText(site.rules.checkValid)}});
  }
  return texts;
}

// A second stage has a release of its own: its demand says so while it stands.
std::vector<PointId> Rules::gasBelowReset(RelayId relay) const {
  std::vector<PointId> points = picture_.siteOf(relay).gasBelowReset;
  for (InterlockId id : byRelay_[relay.value]) {
    const InterlockSite& interlock = picture_.site().interlocks[id.value];
    if (interlock.stage) continue;
    for (PointId point : interlock.points) {
      if (!contains(points, point)) points.push_back(point);
    }
  }
  return points;
}

}  // namespace firedamp
