#include "session/node_values.h"

#include <algorithm>

namespace firedamp {
namespace {

bool sameState(const RelayReport& a, const RelayReport& b) {
  return a.known == b.known && a.commanded == b.commanded && a.coil == b.coil &&
         a.feedback == b.feedback && a.interlock == b.interlock && a.tripCause == b.tripCause;
}

}  // namespace

NodeValues::NodeValues(const Site& site, NodeId node, const NodeThings& things)
    : nodeClass_(site.nodes[node.value].nodeClass) {
  for (const PointId point : things.points) {
    points_.push_back({point, site.points[point.value].kind, {}});
  }
  for (const RelayId id : things.relays) {
    Relay relay{site.relays[id.value].channel, {}};
    relay.last.relay = id;
    relays_.push_back(relay);
  }
}

void NodeValues::addSamples(const LivePage& page, const NodeClock& clock, Instant arrival,
                            std::vector<Sample>& samples) {
  const Instant mapped = clock.instantOf(page.uptime_ms, arrival);
  newest_ = std::min(std::max(mapped, newest_), arrival);
  for (Point& point : points_) {
    const auto reading = readingOf(page, nodeClass_, point.kind);
    if (!reading) continue;
    point.last = Sample{point.id, newest_, reading->value, reading->quality, false};
    samples.push_back(*point.last);
  }
}

void NodeValues::addSample(const NodeEvent& event, const LivePage& page,
                           std::vector<Sample>& samples) const {
  if (nodeClass_ != NodeClass::methane || !isThresholdEvent(event.code)) return;
  Quality quality = thresholdQuality(event.code, page);
  if (event.timeUncertain) quality.bits |= Quality::timeUncertain;
  for (const Point& point : points_) {
    if (point.kind != PointKind::methane) continue;
    samples.push_back({point.id, event.at, event.value, quality, true});
  }
}

void NodeValues::addRelays(const LivePage& page, Instant at, bool all,
                           std::vector<BusOutput>& out) {
  for (Relay& relay : relays_) {
    RelayReport report = relayOf(page, nodeClass_, relay.channel);
    report.relay = relay.last.relay;
    report.at = at;
    const bool changed = !sameState(report, relay.last);
    relay.last = report;
    if (changed || all) out.push_back(report);
  }
}

void NodeValues::lose(Instant at, std::vector<BusOutput>& out) {
  for (Point& point : points_) {
    if (!point.last) continue;
    Sample sample = *point.last;
    sample.at = at;
    sample.quality.bits = static_cast<std::uint16_t>(sample.quality.bits | Quality::commLost);
    out.push_back(sample);
    point.last.reset();
  }
  for (Relay& relay : relays_) {
    if (!relay.last.known) continue;
    const RelayId id = relay.last.relay;
    relay.last = RelayReport{};
    relay.last.relay = id;
    relay.last.at = at;
    out.push_back(relay.last);
  }
}

}  // namespace firedamp
