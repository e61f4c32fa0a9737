#include "alarm/shelving.h"

#include <algorithm>

namespace firedamp {
namespace {

using Type = AlarmSource::Type;

bool isLoss(AlarmKind kind) {
  return kind == AlarmKind::noData || kind == AlarmKind::nodeIdentity ||
         kind == AlarmKind::duplicateAddress || kind == AlarmKind::exchangedDevice ||
         kind == AlarmKind::linkDown;
}

bool carriesInterlock(const AlarmSource& source, const Site& site) {
  switch (source.type) {
    case Type::point: return isInterlockNode(site.points[source.id].node, site);
    case Type::node: return isInterlockNode(NodeId{source.id}, site);
    case Type::relay: return true;
    case Type::link:
      for (std::uint32_t i = 0; i < site.nodes.size(); ++i) {
        if (site.nodes[i].link.value == source.id && isInterlockNode(NodeId{i}, site)) return true;
      }
      return false;
    case Type::system: break;
  }
  return false;
}

std::string minutesText(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(span).count());
}

std::optional<Phrase> common(const AlarmKey& key, const Origin& origin, Duration limit,
                             Duration most, const Site& site) {
  if (!isOf(key, site)) return Phrase{PHRASE("the site has nothing of that name"), {}};
  if (site.alarms.of(key.kind).neverShelved) {
    return Phrase{PHRASE("alarms of this kind are never put out of sight"), {}};
  }
  if (origin.person.value == 0) {
    return Phrase{PHRASE("only a person who is named may put an alarm out of sight"), {}};
  }
  if (limit <= Duration{0} || limit > most) {
    return Phrase{PHRASE("a time limit is needed, at most %1 min"), {minutesText(most)}};
  }
  return std::nullopt;
}

}  // namespace

bool isInterlockNode(NodeId node, const Site& site) {
  return std::any_of(site.points.begin(), site.points.end(),
                     [node](const PointSite& point) {
                       return point.node == node && point.limits.trip.has_value();
                     }) ||
         std::any_of(site.relays.begin(), site.relays.end(),
                     [node](const RelaySite& relay) { return relay.node == node; });
}

std::vector<bool> interlockNodes(const Site& site) {
  std::vector<bool> carries(site.nodes.size());
  const auto mark = [&carries](NodeId node) {
    if (node.value < carries.size()) carries[node.value] = true;
  };
  for (const PointSite& point : site.points) {
    if (point.limits.trip) mark(point.node);
  }
  for (const RelaySite& relay : site.relays) mark(relay.node);
  return carries;
}

bool isOf(const AlarmKey& key, const Site& site) {
  const std::uint32_t id = key.source.id;
  switch (key.source.type) {
    case Type::point: return id < site.points.size();
    case Type::node: return id < site.nodes.size();
    case Type::relay: return id < site.relays.size();
    case Type::link: return id < site.links.size();
    case Type::system: break;
  }
  return true;
}

std::optional<Phrase> refusalOf(const ShelveRequest& request, const Site& site) {
  const AlarmKey& key = request.condition;
  if (auto refusal = common(key, request.origin, request.limit,
                            site.alarms.of(key.kind).shelveMax, site)) {
    return refusal;
  }
  if (isLoss(key.kind) && carriesInterlock(key.source, site)) {
    return Phrase{PHRASE("the loss of a node that an interlock stands on is never shelved"), {}};
  }
  if (request.origin.reason.empty()) return Phrase{PHRASE("a reason must be given"), {}};
  return std::nullopt;
}

std::optional<Phrase> refusalOf(const OutOfServiceRequest& request, const Site& site) {
  if (auto refusal = common(request.condition, request.origin, request.limit,
                            site.alarms.of(request.condition.kind).outOfServiceMax, site)) {
    return refusal;
  }
  if (request.permit.empty()) return Phrase{PHRASE("a permit must be named"), {}};
  return std::nullopt;
}

}  // namespace firedamp
