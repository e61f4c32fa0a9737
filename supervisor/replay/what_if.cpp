#include "replay/what_if.h"

#include <algorithm>

#include "replay/occurrences.h"

namespace firedamp {
namespace {

template <typename Things>
bool sameTags(const Things& a, const Things& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.tag == y.tag; });
}

// Ends of a relay's times with power: when a restore was proven, in the recorded run.
std::vector<Instant> restoresOf(RelayId relay, const WhatIfReplay::Story& story) {
  std::vector<Instant> restores;
  for (const CommandEvent& command : story.commands) {
    if (command.relay == relay && command.kind == CommandKind::restore &&
        command.stage == CommandStage::confirmed) {
      restores.push_back(command.at);
    }
  }
  return restores;
}

// First decision to trip within each such time, by rule.
std::map<std::size_t, Instant> tripsOf(RelayId relay, const std::vector<Instant>& restores,
                                       const WhatIfReplay::Story& story) {
  std::map<std::size_t, Instant> trips;
  for (const CommandEvent& command : story.commands) {
    const bool byRule = command.kind == CommandKind::trip && command.origin.person.value == 0;
    if (!byRule || command.relay != relay) continue;
    const auto place = std::upper_bound(restores.begin(), restores.end(), command.at);
    trips.emplace(static_cast<std::size_t>(place - restores.begin()), command.at);
  }
  return trips;
}

}  // namespace

std::optional<Phrase> notComparable(const Site& recorded, const Site& other) {
  const bool same = sameTags(recorded.links, other.links) &&
                    sameTags(recorded.nodes, other.nodes) &&
                    sameTags(recorded.points, other.points) &&
                    sameTags(recorded.relays, other.relays) &&
                    sameTags(recorded.areas, other.areas) &&
                    sameTags(recorded.scopes, other.scopes) &&
                    sameTags(recorded.interlocks, other.interlocks) &&
                    sameTags(recorded.fanGroups, other.fanGroups);
  if (same) return std::nullopt;
  return Phrase{PHRASE("only limits, delays, rules and alarms may differ: the other site has other "
                       "links, nodes, points, relays, areas or interlocks"), {}};
}

WhatIfReplay::WhatIfReplay(const Site& recorded, const Site& other, const KeyRing& keys)
    : recordedSite_(recorded), otherSite_(other), recorded_(recorded, keys), other_(other, keys) {}

void WhatIfReplay::Story::hear(const std::vector<Update>& updates) {
  for (const Update& update : updates) {
    if (const auto* alarm = std::get_if<AlarmEvent>(&update)) {
      conditionOf[alarm->id.value] = keyOf(*alarm);
      newest[keyOf(*alarm)] = alarm->id;
      alarms.push_back(*alarm);
    }
    if (const auto* command = std::get_if<CommandEvent>(&update)) commands.push_back(*command);
  }
}

// The newest command of this story that is about the same as that one of the other.
CommandId WhatIfReplay::Story::newestLike(const Story& other, CommandId id) const {
  const auto theirs = std::find_if(other.commands.begin(), other.commands.end(),
                                   [id](const CommandEvent& each) { return each.id == id; });
  if (theirs == other.commands.end()) return {};
  const auto ours =
      std::find_if(commands.rbegin(), commands.rend(), [&theirs](const CommandEvent& each) {
        return each.kind == theirs->kind && each.relay == theirs->relay &&
               each.node == theirs->node;
      });
  return ours == commands.rend() ? CommandId{} : ours->id;
}

Request WhatIfReplay::translated(Request request) const {
  std::visit(
      [this](auto& each) {
        if constexpr (requires { each.alarm; }) {
          const auto condition = recordedStory_.conditionOf.find(each.alarm.value);
          each.alarm = {};
          if (condition == recordedStory_.conditionOf.end()) return;
          const auto newest = otherStory_.newest.find(condition->second);
          if (newest != otherStory_.newest.end()) each.alarm = newest->second;
        } else if constexpr (requires { each.command; }) {
          each.command = otherStory_.newestLike(recordedStory_, each.command);
        }
      },
      request);
  return request;
}

void WhatIfReplay::play(const EngineInput& input) {
  if (!begin_) begin_ = input.at;
  EngineInput toOther = input;
  if (auto* request = std::get_if<Request>(&toOther.what)) *request = translated(*request);
  recorded_.play(input);
  recordedStory_.hear(recorded_.take());
  other_.play(toOther);
  otherStory_.hear(other_.take());
}

WhatIf WhatIfReplay::result(Instant from, Instant to) const {
  from = std::max(from, begin_.value_or(from));
  to = std::min(to, recorded_.now() + Duration{1});
  WhatIf result{from, to, {}, 0, {}, {}, {}, {}, recorded_.missing()};
  compareAlarms(recordedStory_.alarms, recordedSite_.alarms, otherStory_.alarms,
                otherSite_.alarms, result);
  for (std::uint32_t i = 0; i < recordedSite_.relays.size(); ++i) addTrips(RelayId{i}, result);
  return result;
}

void WhatIfReplay::addTrips(RelayId relay, WhatIf& to) const {
  const auto restores = restoresOf(relay, recordedStory_);
  const auto recorded = tripsOf(relay, restores, recordedStory_);
  const auto other = tripsOf(relay, restores, otherStory_);
  const auto at = [](const std::map<std::size_t, Instant>& trips, std::size_t time) {
    const auto found = trips.find(time);
    return found == trips.end() ? std::nullopt : std::optional{found->second};
  };
  for (std::size_t time = 0; time <= restores.size(); ++time) {
    const TripChangeOf change{relay, at(recorded, time), at(other, time)};
    if (within(change.recorded, to.from, to.to) || within(change.other, to.from, to.to)) {
      to.trips.push_back(change);
    }
  }
}

}  // namespace firedamp
