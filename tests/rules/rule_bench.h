// A mine of three methane points on three nodes and six relays for tests of the rules, and rules
// that are fed by hand: no frames, no threads. Times are seconds from the start.
#pragma once

#include "rules/permissives.h"
#include "rules/rules.h"

namespace firedamp::testing {

inline Instant at_s(double seconds) {
  return fromMicroseconds(1'000'000'000'000) + Duration{static_cast<std::int64_t>(seconds * 1e6)};
}

inline PointSite methanePoint(const char* tag, std::uint32_t node) {
  PointSite point;
  point.tag = tag;
  point.node = NodeId{node};
  point.limits.alarm = 100;
  point.limits.alarmRelease = 100;
  point.limits.trip = 150;
  point.limits.tripRelease = 100;
  return point;
}

inline InterlockSite interlockOf(const char* tag, std::vector<PointId> points,
                                 std::uint32_t votes, std::vector<RelayId> relays) {
  InterlockSite site;
  site.tag = tag;
  site.points = std::move(points);
  site.votes = votes;
  site.relays = std::move(relays);
  return site;
}

// Points A, B, C (methane, nodes 0 to 2) and AIR (flow, node 3); relays R0 to R5 of node 4.
inline Site ruleMine() {
  Site site;
  site.tag = "MINE";
  site.links.resize(1);
  site.nodes.resize(5);
  for (std::uint32_t i = 0; i < site.nodes.size(); ++i) site.nodes[i].tag = "N" + std::to_string(i);
  site.points = {methanePoint("A", 0), methanePoint("B", 1), methanePoint("C", 2)};
  PointSite air;
  air.tag = "AIR";
  air.node = NodeId{3};
  air.kind = PointKind::flow;
  air.unit = Unit::flow;
  air.limits.low = 300'00;
  air.limits.lowRelease = 320'00;
  site.points.push_back(air);
  for (std::uint32_t i = 0; i < 6; ++i) {
    RelaySite relay;
    relay.tag = "R" + std::to_string(i);
    relay.node = NodeId{4};
    site.relays.push_back(relay);
  }
  return site;
}

class RuleBench {
 public:
  explicit RuleBench(Site mine, const std::vector<RuleRecord>& before = {}, double start = 0)
      : site(std::move(mine)), picture(site), rules(picture, {}, before, at_s(start)) {
    note();
  }

  void sample(std::uint32_t point, double at, std::int32_t value, std::uint16_t bits = 0,
              bool fromEvent = false) {
    give(Sample{PointId{point}, at_s(at), value, Quality{bits}, fromEvent}, at);
  }
  void give(const Sample& sample, double now) {
    advance(now);
    picture.accept(sample);
    rules.accept(sample, at_s(now));
    note();
  }
  void node(std::uint32_t node, double at, NodeState state, std::uint16_t status = 0) {
    NodeReport report;
    report.node = NodeId{node};
    report.at = at_s(at);
    report.state = state;
    report.status = status;
    advance(at);
    picture.accept(report);
    rules.accept(report, at_s(at));
    note();
  }
  void relay(std::uint32_t relay, double at, bool on, bool known = true) {
    RelayReport report;
    report.relay = RelayId{relay};
    report.at = at_s(at);
    report.known = known;
    report.commanded = report.coil = report.feedback = on;
    advance(at);
    picture.accept(report);
    rules.accept(report, at_s(at));
    note();
  }
  void feed(std::uint32_t relay, double at, bool abnormal) {
    advance(at);
    rules.accept(RelayCondition{RelayId{relay}, AlarmKind::feedAbnormal, abnormal, at_s(at)});
    note();
  }
  template <typename Request>
  void request(const Request& request, double at) {
    advance(at);
    rules.accept(request, at_s(at));
    note();
  }
  // As the core does: every deadline at its own instant, then the input.
  void advance(double now) {
    for (auto next = rules.nextDeadline(); next && *next <= at_s(now);
         next = rules.nextDeadline()) {
      rules.advance(*next);
      note();
    }
  }

  // The cause of the demand on the relay; empty: none.
  std::string cause(std::uint32_t relay) const {
    const auto place = rules.demands().find(RelayId{relay});
    return place == rules.demands().end() ? "" : place->second.cause;
  }
  std::vector<std::string> holds(std::uint32_t relay, double at) const {
    std::vector<std::string> texts;
    for (const Phrase& phrase : rules.holds(RelayId{relay}, at_s(at))) {
      texts.push_back(english(phrase));
    }
    return texts;
  }
  bool alarm(AlarmSource source, AlarmKind kind) const {
    bool present = false;
    for (const RuleCondition& each : conditions) {
      if (each.source == source && each.kind == kind) present = each.present;
    }
    return present;
  }
  RuleRecord last(RuleRecord::Topic topic) const {
    RuleRecord found;
    for (const RuleRecord& record : records) {
      if (record.topic == topic) found = record;
    }
    return found;
  }
  std::size_t count(RuleRecord::Topic topic) const {
    std::size_t found = 0;
    for (const RuleRecord& record : records) found += record.topic == topic;
    return found;
  }

  Site site;
  Picture picture;
  Rules rules;
  std::vector<RuleRecord> records;
  std::vector<RuleCondition> conditions;

 private:
  void note() {
    RuleNews news = rules.takeNews();
    records.insert(records.end(), news.records.begin(), news.records.end());
    conditions.insert(conditions.end(), news.conditions.begin(), news.conditions.end());
  }
};

inline constexpr std::uint16_t faulty = Quality::sensorFault;
inline AlarmSource ofPoint(std::uint32_t point) { return {AlarmSource::Type::point, point}; }
inline AlarmSource ofRelay(std::uint32_t relay) { return {AlarmSource::Type::relay, relay}; }
inline Origin person(const char* reason = "work order 7") {
  Origin origin;
  origin.person = OperatorId{7};
  origin.reason = reason;
  return origin;
}

}  // namespace firedamp::testing
