// Would a trip come back to where it began? A relay without power takes what it feeds with it; a
// fan without power takes what depends on its air. A relay that loses its power by its own trip
// could never be switched on again: the power waits for the fan, and the fan for the power.
#include <algorithm>

#include "site/reading.h"

namespace firedamp {
namespace {

using Edges = std::vector<std::vector<std::uint32_t>>;

Edges consequencesOf(const Site& site) {
  Edges edges(site.relays.size());
  for (std::uint32_t i = 0; i < site.relays.size(); ++i) {
    if (site.relays[i].upstream) edges[site.relays[i].upstream->value].push_back(i);
  }
  for (const FanGroupSite& group : site.fanGroups) {
    for (const FanSite& fan : group.fans) {
      for (RelayId relay : group.relays) edges[fan.relay.value].push_back(relay.value);
    }
  }
  return edges;
}

// The relays from `begin` back to itself; empty when no way leads back.
std::vector<std::uint32_t> wayBack(const Edges& edges, std::uint32_t begin) {
  std::vector<bool> seen(edges.size());
  std::vector<std::uint32_t> cameFrom(edges.size(), begin);
  std::vector<std::uint32_t> open{begin};
  while (!open.empty()) {
    const std::uint32_t here = open.back();
    open.pop_back();
    for (std::uint32_t next : edges[here]) {
      if (next == begin) {
        std::vector<std::uint32_t> way{begin};
        for (std::uint32_t at = here; at != begin; at = cameFrom[at]) way.push_back(at);
        std::reverse(way.begin() + 1, way.end());
        way.push_back(begin);
        return way;
      }
      if (seen[next]) continue;
      seen[next] = true;
      cameFrom[next] = here;
      open.push_back(next);
    }
  }
  return {};
}

}  // namespace

void checkLoops(TableReader& all, const std::vector<Spot>& relaySpots, SiteReading& reading) {
  const Edges edges = consequencesOf(reading.site);
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    const std::vector<std::uint32_t> way = wayBack(edges, i);
    if (way.empty()) continue;
    std::string names;
    for (std::uint32_t relay : way) {
      names += (names.empty() ? "" : " -> ") + reading.site.relays[relay].tag;
    }
    return all.fault("relay[" + std::to_string(i + 1) + "]", relaySpots[i],
                     {PHRASE("its trip comes back to it: %1"), {names}});
  }
}

}  // namespace firedamp
