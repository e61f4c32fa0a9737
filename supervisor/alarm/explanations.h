// Suppressed by design: which conditions another one explains while it is active, by the site's
// list and by how the mine is wired (a link that is down explains the silence of the points on it).
// Never kinds that are never shelved, never the loss of a node that an interlock stands on, and
// never an alarm more urgent than its cause: the engine looks at the priorities.
#pragma once

#include <map>
#include <vector>

#include "domain/site.h"

namespace firedamp {

class Explanations {
 public:
  explicit Explanations(const Site& site);
  // What this condition explains; nothing for most.
  const std::vector<AlarmKey>& effectsOf(const AlarmKey& cause) const;

 private:
  void add(const Site& site, const AlarmKey& cause, const AlarmKey& effect);
  std::map<AlarmKey, std::vector<AlarmKey>> effects_;
};

}  // namespace firedamp
