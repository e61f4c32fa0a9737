#include "alarm/explanations.h"

#include "alarm/shelving.h"

namespace firedamp {

Explanations::Explanations(const Site& site) {
  using Type = AlarmSource::Type;
  const std::vector<bool> carriesInterlock = interlockNodes(site);
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    const NodeId node = site.points[i].node;
    if (node.value >= site.nodes.size() || carriesInterlock[node.value]) continue;
    add(site, {{Type::link, site.nodes[node.value].link.value}, AlarmKind::linkDown},
        {{Type::point, i}, AlarmKind::noData});
  }
  for (const Explanation& each : site.alarms.explanations) add(site, each.cause, each.effect);
}

void Explanations::add(const Site& site, const AlarmKey& cause, const AlarmKey& effect) {
  if (!isOf(cause, site) || !isOf(effect, site) || site.alarms.of(effect.kind).neverShelved) {
    return;
  }
  effects_[cause].push_back(effect);
}

const std::vector<AlarmKey>& Explanations::effectsOf(const AlarmKey& cause) const {
  static const std::vector<AlarmKey> none;
  const auto found = effects_.find(cause);
  return found == effects_.end() ? none : found->second;
}

}  // namespace firedamp
