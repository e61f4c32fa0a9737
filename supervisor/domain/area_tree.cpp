#include "domain/area_tree.h"

#include <algorithm>

namespace firedamp {
namespace {

template <typename Id>
bool contains(const std::vector<Id>& ids, Id id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Areas stand after the one around them, so the last match is the innermost.
template <typename Names>
std::optional<AreaId> innermost(const Site& site, const Names& names) {
  for (std::size_t i = site.areas.size(); i > 0; --i) {
    if (names(site.areas[i - 1])) return AreaId{static_cast<std::uint32_t>(i - 1)};
  }
  return std::nullopt;
}

std::optional<AreaId> areaOfNode(NodeId node, const Site& site) {
  using Type = AlarmSource::Type;
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    if (site.points[i].node != node) continue;
    if (const auto area = areaOf({Type::point, i}, site)) return area;
  }
  for (std::uint32_t i = 0; i < site.relays.size(); ++i) {
    if (site.relays[i].node != node) continue;
    if (const auto area = areaOf({Type::relay, i}, site)) return area;
  }
  return std::nullopt;
}

bool speaksOf(const Guidance& guidance, AlarmKind kind) {
  return guidance.kinds.empty() || contains(guidance.kinds, kind);
}

}  // namespace

std::optional<AreaId> areaOf(const AlarmSource& source, const Site& site) {
  using Type = AlarmSource::Type;
  switch (source.type) {
    case Type::point:
      return innermost(site, [&](const AreaSite& area) {
        return contains(area.points, PointId{source.id});
      });
    case Type::relay:
      return innermost(site, [&](const AreaSite& area) {
        return contains(area.relays, RelayId{source.id});
      });
    case Type::node: return areaOfNode(NodeId{source.id}, site);
    case Type::link:
    case Type::system: break;
  }
  return std::nullopt;
}

std::vector<std::optional<AreaId>> areasOfPoints(const Site& site) {
  std::vector<std::optional<AreaId>> areas(site.points.size());
  for (std::uint32_t i = 0; i < site.areas.size(); ++i) {
    for (PointId point : site.areas[i].points) {
      if (point.value < areas.size()) areas[point.value] = AreaId{i};  // the last is the innermost
    }
  }
  return areas;
}

std::optional<Label> guidanceFor(AlarmKey key, const Site& site) {
  const auto find = [&](const auto& isThere) -> std::optional<Label> {
    for (const Guidance& guidance : site.alarms.guidance) {
      if (speaksOf(guidance, key.kind) && isThere(guidance)) return guidance.text;
    }
    return std::nullopt;
  };
  if (auto text = find([&](const Guidance& each) { return each.source == key.source; })) {
    return text;
  }
  for (std::optional<AreaId> area = areaOf(key.source, site); area;
       area = site.areas[area->value].around) {
    if (auto text = find([&](const Guidance& each) { return each.area == area; })) return text;
  }
  return find([](const Guidance& each) { return !each.source && !each.area; });
}

}  // namespace firedamp
