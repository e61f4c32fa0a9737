// All that a screen would show at an instant: the latest state of each thing, the alarms that
// stand, the last command of each relay and node. Made of updates; pure.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "domain/update.h"

namespace firedamp {

class Snapshot {
 public:
  void apply(const Update& update);
  // By kind and thing, always in the same order.
  std::vector<Update> updates() const;

 private:
  std::map<std::pair<std::size_t, std::uint64_t>, Update> states_;
  std::map<AlarmId, AlarmEvent> alarms_;
  std::map<std::pair<bool, std::uint32_t>, CommandEvent> commands_;  // of a relay or a node
};

}  // namespace firedamp
