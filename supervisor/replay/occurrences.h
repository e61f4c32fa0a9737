// What came and went in two runs over the same time, set side by side. Pure.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "replay/what_if.h"

namespace firedamp {

struct Occurrence {
  Instant begun, ended = Instant::max();
};
using Occurrences = std::map<AlarmKey, std::vector<Occurrence>>;

// One that is in both, or in one of them.
struct Matched {
  std::optional<Instant> recorded, other;
};
// Occurrences that stood at the same time are one and the same.
std::vector<Matched> matched(std::span<const Occurrence> recorded,
                             std::span<const Occurrence> other);

// Alarms that differ, how many do not, chatter and the operator's load, of [from, to) of `result`.
void compareAlarms(const std::vector<AlarmEvent>& recorded, const AlarmPolicy& recordedPolicy,
                   const std::vector<AlarmEvent>& other, const AlarmPolicy& otherPolicy,
                   WhatIf& result);

inline bool within(const std::optional<Instant>& at, Instant from, Instant to) {
  return at && *at >= from && *at < to;
}

}  // namespace firedamp
