// A mine of two points for alarm tests: CH4 (methane: warn 80, alarm 100 / 90, trip 150 / 100) and
// AIR (flow: low 300 / 320), on one node with one relay, and words to feed and read an engine.
#pragma once

#include <vector>

#include "alarm/alarm_engine.h"

namespace firedamp::bench {

inline constexpr PointId ch4{0};
inline constexpr PointId air{1};

inline Instant at_s(double seconds) {
  return fromMicroseconds(1'000'000'000'000) + Duration{static_cast<std::int64_t>(seconds * 1e6)};
}

inline Site mine() {
  Site site;
  site.tag = "MINE";
  site.links.resize(1);
  site.nodes.resize(1);
  site.relays.resize(1);
  PointSite methane;
  methane.tag = "CH4-01";
  methane.limits.alarm = 100;
  methane.limits.alarmRelease = 90;
  methane.limits.trip = 150;
  methane.limits.tripRelease = 100;
  PointSite flow;
  flow.tag = "AIR-01";
  flow.kind = PointKind::flow;
  flow.unit = Unit::flow;
  flow.limits.low = 300;
  flow.limits.lowRelease = 320;
  site.points = {methane, flow};
  return site;
}

inline Sample sample(PointId point, double seconds, std::int32_t value, std::uint16_t bits = 0) {
  return {point, at_s(seconds), value, Quality{bits}, false};
}

inline Sample eventSample(PointId point, double seconds, std::int32_t value,
                          std::uint16_t bits = 0) {
  return {point, at_s(seconds), value, Quality{bits}, true};
}

inline NodeReport nodeReport(NodeState state, double seconds) {
  NodeReport report;
  report.at = at_s(seconds);
  report.state = state;
  return report;
}

inline LinkReport linkReport(LinkState state, double seconds) {
  LinkReport report;
  report.at = at_s(seconds);
  report.state = state;
  return report;
}

struct Bench {
  Site site;
  AlarmEngine engine;
  std::vector<AlarmEvent> log;  // everything taken so far
  std::vector<AlarmNote> notes;

  explicit Bench(Site mine_ = mine(), std::vector<AlarmEvent> standing = {},
                 std::uint32_t lastAlarm = 0)
      : site(std::move(mine_)), engine(site, {std::move(standing), {}}, lastAlarm, at_s(0)) {
    take();
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  // Only what is new since the last call.
  std::vector<AlarmEvent> take() {
    std::vector<AlarmEvent> fresh = engine.take();
    log.insert(log.end(), fresh.begin(), fresh.end());
    for (AlarmNote& note : engine.takeNotes()) notes.push_back(std::move(note));
    return fresh;
  }
  void acknowledge(AlarmId alarm, OperatorId person, Instant at) {
    engine.accept(AcknowledgeRequest{alarm, person}, at);
  }
  // A request of a person, and what came of it.
  template <typename Request>
  std::vector<AlarmEvent> ask(const Request& request, double seconds) {
    engine.accept(request, at_s(seconds));
    return take();
  }
  void advance(double seconds) {
    engine.advance(at_s(seconds));
    take();
  }
  template <typename Note>
  std::vector<Note> notesOf() const {
    std::vector<Note> found;
    for (const AlarmNote& note : notes) {
      if (const auto* each = std::get_if<Note>(&note)) found.push_back(*each);
    }
    return found;
  }
  template <typename Input>
  std::vector<AlarmEvent> give(const Input& input) {
    engine.accept(input);
    return take();
  }
  std::vector<AlarmEvent> methane(double seconds, std::int32_t value, std::uint16_t bits = 0) {
    return give(sample(ch4, seconds, value, bits));
  }
  std::size_t count(AlarmKind kind, AlarmChange change) const {
    std::size_t number = 0;
    for (const AlarmEvent& event : log) number += event.kind == kind && event.change == change;
    return number;
  }
  // The last word about a kind; a default event when there was none.
  AlarmEvent last(AlarmKind kind) const {
    AlarmEvent found;
    for (const AlarmEvent& event : log) {
      if (event.kind == kind) found = event;
    }
    return found;
  }
};

}  // namespace firedamp::bench
