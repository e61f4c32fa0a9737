#include "sim_limits.h"

namespace firedamp {
namespace {

bool isMainQuantity(PointKind kind, NodeClass nodeClass) {
  return (nodeClass == NodeClass::methane && kind == PointKind::methane) ||
         (nodeClass == NodeClass::flow && kind == PointKind::flow);
}

NodeLimits nodeLimits(const Limits& site) {
  NodeLimits limits;
  limits.warn = site.warn;
  limits.alarm = site.alarm;
  limits.trip = site.trip;
  limits.alarmRelease = site.alarmRelease;
  limits.tripRelease = site.tripRelease;
  limits.low = site.low;
  limits.lowRelease = site.lowRelease;
  return limits;
}

}  // namespace

LimitsOfNode limitsOfNode(const Site& site, NodeId node) {
  for (const PointSite& point : site.points) {
    if (point.node == node && isMainQuantity(point.kind, site.nodes[node.value].nodeClass)) {
      return {nodeLimits(point.limits), point.tag};
    }
  }
  return {};
}

}  // namespace firedamp
