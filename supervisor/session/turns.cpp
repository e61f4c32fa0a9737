#include "session/turns.h"

#include <algorithm>

namespace firedamp {

std::optional<Instant> Turns::earliest(const Nodes& nodes) const {
  std::optional<Instant> earliest;
  const bool probes = mayProbe(nodes);
  for (const NodeSession& node : nodes) {
    if ((probes || !node.dead()) && (!earliest || node.due() < *earliest)) earliest = node.due();
  }
  return earliest;
}

NodeSession* Turns::pick(Nodes& nodes, Instant at) const {
  NodeSession* best[2] = {nullptr, nullptr};  // not urgent, urgent: the longest waiting of each
  const bool probes = mayProbe(nodes);
  for (NodeSession& node : nodes) {
    if (node.due() > at || (node.dead() && !probes)) continue;
    NodeSession*& slot = best[node.urgent() ? 1 : 0];
    if (slot == nullptr || node.due() < slot->due()) slot = &node;
  }
  if (best[1] == nullptr || (lastWasUrgent_ && best[0] != nullptr)) return best[0];
  return best[1];
}

void Turns::taken(const NodeSession& node) {
  lastWasUrgent_ = node.urgent();
  turnsSinceProbe_ = node.dead() ? 0 : turnsSinceProbe_ + 1;
}

bool Turns::mayProbe(const Nodes& nodes) const {
  const auto alive = static_cast<std::size_t>(std::count_if(
      nodes.begin(), nodes.end(), [](const NodeSession& node) { return !node.dead(); }));
  return turnsSinceProbe_ >= alive;
}

}  // namespace firedamp
