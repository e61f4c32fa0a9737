// Whose turn it is on a shared line: nodes in alarm, with events or just commanded go first but
// take at most every other turn; the others in the order of their due times; at most one probe of
// a dead node per round, since it costs a whole timeout.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "session/node_session.h"

namespace firedamp {

class Turns {
 public:
  using Nodes = std::vector<NodeSession>;

  std::optional<Instant> earliest(const Nodes& nodes) const;
  // A node that is due; null when nobody is.
  NodeSession* pick(Nodes& nodes, Instant at) const;
  // This node was asked (seen on the wire).
  void taken(const NodeSession& node);

 private:
  bool mayProbe(const Nodes& nodes) const;  // all that are alive had a turn since the last probe

  bool lastWasUrgent_ = false;
  std::size_t turnsSinceProbe_ = 0;  // of nodes that are alive
};

}  // namespace firedamp
