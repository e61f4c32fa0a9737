// The limits of a site's points as what its nodes are provisioned with.
#pragma once

#include <string>

#include "domain/site.h"
#include "simnode/device.h"

namespace firedamp {

struct LimitsOfNode {
  NodeLimits limits;   // empty when no point of the node's own quantity has limits
  std::string point;   // tag of the point that they are from
};

// Of the node's main quantity: methane points of a methane node, flow points of a flow
// node; the site has one at most.
LimitsOfNode limitsOfNode(const Site& site, NodeId node);

}  // namespace firedamp
