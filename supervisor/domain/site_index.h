// What hangs on each link and node of a site, found in one walk: whoever asks for each node of a
// large mine must not walk through all of its points each time.
#pragma once

#include <vector>

#include "domain/site.h"

namespace firedamp {

struct NodeThings {
  std::vector<PointId> points;
  std::vector<RelayId> relays;
};

struct SiteIndex {
  // Of what the site does not have (a link, a node) nothing is listed.
  explicit SiteIndex(const Site& site) : nodesOf(site.links.size()), of(site.nodes.size()) {
    for (std::uint32_t i = 0; i < site.nodes.size(); ++i) {
      const LinkId link = site.nodes[i].link;
      if (link.value < nodesOf.size()) nodesOf[link.value].push_back(NodeId{i});
    }
    for (std::uint32_t i = 0; i < site.points.size(); ++i) {
      const NodeId node = site.points[i].node;
      if (node.value < of.size()) of[node.value].points.push_back(PointId{i});
    }
    for (std::uint32_t i = 0; i < site.relays.size(); ++i) {
      const NodeId node = site.relays[i].node;
      if (node.value < of.size()) of[node.value].relays.push_back(RelayId{i});
    }
  }

  std::vector<std::vector<NodeId>> nodesOf;  // by LinkId
  std::vector<NodeThings> of;                // by NodeId
};

}  // namespace firedamp
