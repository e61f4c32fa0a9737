// What other limits, delays or another profile would have done: the recorded run beside the same
// run judged differently. People act at their instants in both; what they acknowledged or confirmed
// is found again by its condition, as numbers differ. Pure.
//
// The mine does not answer: a relay that would have tripped stays on in the recording, and so does
// what followed. What only follows from that is left out: commands that find no proof, and nodes
// whose own limits are not those of the other site.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "alarm/performance.h"
#include "domain/phrase.h"
#include "replay/engine_replay.h"

namespace firedamp {

// An occurrence, raised then and then; absent where it was not.
struct AlarmChangeOf {
  AlarmKey condition;
  std::optional<Instant> recorded, other;
};
// The first trip of a relay by a rule since it was last given power.
struct TripChangeOf {
  RelayId relay;
  std::optional<Instant> recorded, other;
};
struct ChatterOf {
  AlarmKey condition;
  std::size_t recorded = 0, other = 0;  // occurrences
};

struct WhatIf {
  Instant from, to;
  std::vector<AlarmChangeOf> alarms;  // those that differ, in time
  std::size_t sameAlarms = 0;
  std::vector<TripChangeOf> trips;    // all, by relay and time
  std::vector<ChatterOf> chatter;     // conditions that came more than once in either, and differ
  AlarmFigures recorded, other;       // operator load
  std::uint64_t missing = 0;          // inputs that the recording has not
};

// Why the two cannot be compared: other things than limits, delays and rules differ.
std::optional<Phrase> notComparable(const Site& recorded, const Site& other);

class WhatIfReplay {
 public:
  // Both must outlive it.
  WhatIfReplay(const Site& recorded, const Site& other, const KeyRing& keys = {});
  void play(const EngineInput& input);
  // Of what was played; only alarms raised and trips decided in [from, to) of its span.
  WhatIf result(Instant from, Instant to) const;

  // What one of the two engines said.
  struct Story {
    std::vector<AlarmEvent> alarms;
    std::vector<CommandEvent> commands;
    std::map<std::uint32_t, AlarmKey> conditionOf;  // by AlarmId
    std::map<AlarmKey, AlarmId> newest;
    void hear(const std::vector<Update>& updates);
    CommandId newestLike(const Story& other, CommandId id) const;
  };

 private:
  Request translated(Request request) const;
  void addTrips(RelayId relay, WhatIf& to) const;

  const Site &recordedSite_, &otherSite_;
  EngineReplay recorded_, other_;
  std::optional<Instant> begin_;
  Story recordedStory_, otherStory_;
};

}  // namespace firedamp
