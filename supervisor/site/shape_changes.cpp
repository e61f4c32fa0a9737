// Which things one site has and the other has not: what counts by index, and so cannot be exchanged
// under a running engine and its recording.
#include <algorithm>

#include "site/site_changes.h"

namespace firedamp {
namespace {

template <typename Things>
bool hasTag(const Things& things, const std::string& tag) {
  return std::any_of(things.begin(), things.end(),
                     [&tag](const auto& each) { return each.tag == tag; });
}

template <typename Things, typename Same>
void compare(const char* kind, const Things& before, const Things& after, const Same& same,
             std::vector<Phrase>& changes) {
  const std::size_t first = changes.size();
  for (const auto& each : after) {
    if (!hasTag(before, each.tag)) {
      changes.push_back({PHRASE("%1 %2 is new"), {kind, each.tag}});
    }
  }
  for (const auto& each : before) {
    if (!hasTag(after, each.tag)) changes.push_back({PHRASE("%1 %2 is gone"), {kind, each.tag}});
  }
  if (changes.size() != first) return;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before[i].tag == after[i].tag && same(before[i], after[i])) continue;
    changes.push_back({PHRASE("%1 %2 stands elsewhere, or is of another device"),
                       {kind, after[i].tag}});
  }
}

}  // namespace

std::vector<Phrase> shapeChanges(const Site& running, const Site& staged) {
  std::vector<Phrase> changes;
  const auto byTag = [](const auto&, const auto&) { return true; };
  const auto samePoint = [](const PointSite& one, const PointSite& other) {
    return one.node == other.node && one.kind == other.kind;
  };
  const auto sameRelay = [](const RelaySite& one, const RelaySite& other) {
    return one.node == other.node && one.channel == other.channel;
  };
  if (running.tag != staged.tag || running.production != staged.production) {
    changes.push_back({PHRASE("the site has another tag or mode"), {}});
  }
  compare("link", running.links, staged.links, byTag, changes);
  compare("node", running.nodes, staged.nodes, byTag, changes);
  compare("point", running.points, staged.points, samePoint, changes);
  compare("relay", running.relays, staged.relays, sameRelay, changes);
  compare("area", running.areas, staged.areas, byTag, changes);
  compare("scope", running.scopes, staged.scopes, byTag, changes);
  compare("interlock", running.interlocks, staged.interlocks, byTag, changes);
  compare("fan_group", running.fanGroups, staged.fanGroups, byTag, changes);
  return changes;
}

}  // namespace firedamp
