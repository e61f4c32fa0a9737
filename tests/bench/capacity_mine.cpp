#include "bench/capacity_mine.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace firedamp::bench {
namespace {

constexpr Duration answerTime = std::chrono::microseconds{300};

void addPoints(Site& site, NodeId node) {
  constexpr PointKind kinds[pointsPerNode] = {PointKind::methane, PointKind::temperature,
                                              PointKind::voltage, PointKind::methane,
                                              PointKind::methane};
  for (std::uint32_t i = 0; i < pointsPerNode; ++i) {
    PointSite point;
    point.tag = "P" + std::to_string(site.points.size());
    point.node = node;
    point.kind = kinds[i];
    point.limits.alarm = 100;
    point.limits.alarmRelease = 90;
    point.limits.trip = 150;
    point.limits.tripRelease = 100;
    site.points.push_back(point);
  }
}

// The cross-trip of a group: any of its gas nodes, its relay, its area.
void addTrip(Site& site, std::uint32_t group, std::uint32_t firstPoint) {
  const RelayId relay{group};
  InterlockSite interlock;
  interlock.tag = "I" + std::to_string(group);
  for (std::uint32_t i = 0; i < gasNodesPerGroup; ++i) {
    interlock.points.push_back(PointId{firstPoint + i * pointsPerNode});
  }
  interlock.relays = {relay};
  site.interlocks.push_back(interlock);
  AreaSite area;
  area.tag = "A" + std::to_string(group);
  area.relays = {relay};
  area.points = interlock.points;
  site.areas.push_back(area);
}

}  // namespace

Site capacitySite(std::uint32_t groups, Duration pollInterval) {
  Site site;
  site.tag = "CAPACITY";
  for (std::uint32_t group = 0; group < groups; ++group) {
    LinkSite link;
    link.tag = "L" + std::to_string(group);
    link.pollInterval = pollInterval;
    site.links.push_back(link);
    const auto firstPoint = static_cast<std::uint32_t>(site.points.size());
    for (std::uint8_t unit = 1; unit <= relayUnit; ++unit) {
      NodeSite node;
      node.tag = "N" + std::to_string(site.nodes.size());
      node.link = LinkId{group};
      node.address = unit;
      node.nodeClass = unit == relayUnit ? NodeClass::relay : NodeClass::methane;
      const NodeId id{static_cast<std::uint32_t>(site.nodes.size())};
      site.nodes.push_back(node);
      if (unit != relayUnit) addPoints(site, id);
    }
    RelaySite relay;
    relay.tag = "R" + std::to_string(group);
    relay.node = NodeId{static_cast<std::uint32_t>(site.nodes.size() - 1)};
    site.relays.push_back(relay);
    addTrip(site, group, firstPoint);
  }
  return site;
}

CapacityMine::CapacityMine(std::uint32_t groups, Duration pollInterval, Witness witness)
    : witness_(std::move(witness)), site_(capacitySite(groups, pollInterval)), nodes_(site_) {
  core_ = std::make_unique<Core>(site_, Restored{}, now_);
  take();
  for (std::uint32_t link = 0; link < groups; ++link) {
    accept(WireEvent{LinkId{link}, now_, WireEvent::Kind::up, {}, ""});
    take();
  }
}

void CapacityMine::accept(const WireEvent& event) {
  if (witness_) witness_(event);
  core_->accept(event);
}

void CapacityMine::run(Duration span) {
  const Instant end = now_ + span;
  while (now_ < end) {
    const Instant deadline = std::min(core_->nextDeadline().value_or(end), end);
    if (!onTheWay_.empty() && onTheWay_.front().at <= deadline) {
      Answer next = std::move(onTheWay_.front());
      onTheWay_.pop_front();
      now_ = std::max(now_, next.at);
      accept(WireEvent{next.link, now_, WireEvent::Kind::received, std::move(next.bytes), ""});
    } else {
      now_ = std::max(now_, deadline);
      core_->advance(now_);
    }
    take();
  }
}

void CapacityMine::take() {
  for (const CoreOutput& output : core_->take()) {
    if (const auto* asked = std::get_if<Transmit>(&output)) answer(*asked);
    const auto* update = std::get_if<Update>(&output);
    if (update == nullptr) continue;
    counts.samples += std::holds_alternative<Sample>(*update);
    counts.alarms += std::holds_alternative<AlarmEvent>(*update);
    counts.commands += std::holds_alternative<CommandEvent>(*update);
  }
}

void CapacityMine::answer(const Transmit& asked) {
  ++counts.polls;
  accept(WireEvent{asked.link, now_, WireEvent::Kind::sent, asked.bytes, ""});
  const bool up = (now_ - begin_) / every % 2 != 0;
  const std::int64_t up_ms = 60'000 + (now_ - begin_) / std::chrono::milliseconds{1};
  onTheWay_.push_back(
      {now_ + answerTime, asked.link,
       nodes_.answer(asked.bytes, up_ms, static_cast<std::uint16_t>(base + (up ? swing : 0)))});
}

}  // namespace firedamp::bench
