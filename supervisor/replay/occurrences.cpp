#include "replay/occurrences.h"

#include <algorithm>

namespace firedamp {
namespace {

// Follows from the mine not answering, not from the other limits.
bool isArtefact(AlarmKind kind) {
  return kind == AlarmKind::commandUnconfirmed || kind == AlarmKind::configDrift;
}

Occurrences occurrencesOf(const std::vector<AlarmEvent>& alarms) {
  Occurrences all;
  for (const AlarmEvent& event : alarms) {
    if (isArtefact(event.kind)) continue;
    auto& list = all[keyOf(event)];
    if (event.change == AlarmChange::raised) list.push_back({event.at});
    if (!event.active && !list.empty() && list.back().ended == Instant::max()) {
      list.back().ended = event.at;
    }
  }
  return all;
}

AlarmFigures figuresOf(std::vector<AlarmEvent> alarms, const AlarmPolicy& policy,
                       const WhatIf& span) {
  std::erase_if(alarms, [](const AlarmEvent& event) { return isArtefact(event.kind); });
  return alarmFigures(alarms, span.from, span.to, policy);
}

Instant firstOf(const AlarmChangeOf& change) {
  return std::min(change.recorded.value_or(Instant::max()), change.other.value_or(Instant::max()));
}

}  // namespace

std::vector<Matched> matched(std::span<const Occurrence> recorded,
                             std::span<const Occurrence> other) {
  std::vector<Matched> all;
  std::vector<bool> taken(other.size());
  std::size_t over = 0;  // of the other's, that ended before this one began
  for (const Occurrence& one : recorded) {
    while (over < other.size() && other[over].ended < one.begun) ++over;
    std::size_t found = over;
    while (found < other.size() && other[found].begun <= one.ended &&
           (taken[found] || other[found].ended < one.begun)) {
      ++found;
    }
    const bool both = found < other.size() && other[found].begun <= one.ended;
    all.push_back({one.begun, std::nullopt});
    if (!both) continue;
    taken[found] = true;
    all.back().other = other[found].begun;
  }
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (!taken[i]) all.push_back({std::nullopt, other[i].begun});
  }
  return all;
}

void compareAlarms(const std::vector<AlarmEvent>& recorded, const AlarmPolicy& recordedPolicy,
                   const std::vector<AlarmEvent>& other, const AlarmPolicy& otherPolicy,
                   WhatIf& result) {
  Occurrences ours = occurrencesOf(recorded), theirs = occurrencesOf(other);
  for (const auto& [key, list] : theirs) ours[key];
  for (const auto& [key, list] : ours) {
    const std::vector<Occurrence>& others = theirs[key];
    for (const Matched& each : matched(list, others)) {
      if (!within(each.recorded, result.from, result.to) &&
          !within(each.other, result.from, result.to)) {
        continue;
      }
      if (each.recorded == each.other) {
        ++result.sameAlarms;
      } else {
        result.alarms.push_back({key, each.recorded, each.other});
      }
    }
    const std::size_t often = std::max(list.size(), others.size());
    if (often > 1 && list.size() != others.size()) {
      result.chatter.push_back({key, list.size(), others.size()});
    }
  }
  std::stable_sort(result.alarms.begin(), result.alarms.end(),
                   [](const auto& a, const auto& b) { return firstOf(a) < firstOf(b); });
  result.recorded = figuresOf(recorded, recordedPolicy, result);
  result.other = figuresOf(other, otherPolicy, result);
}

}  // namespace firedamp
