#include "viewmodel/board.h"

#include "viewmodel/alarm_order.h"

namespace firedamp {

Board::Board(const Site& theSite, SupervisorPort& port, Clock clock, OperatorId person)
    : site_{theSite},
      site{site_},
      now{std::move(clock)},
      points{site, language},
      relays{site, language},
      alarms{site, language, now},
      nodes{site, language, now},
      links{site},
      commands{site, port, now, person},
      port_{port},
      person_{person},
      heardAt_{now()} {
  for (const PointSite& point : site.points) trends.emplace_back(point.limits.staleAfter);
}

void Board::close(const Phrase& why) {
  closed_ = true;
  commands.close(why);
}

void Board::apply(const std::vector<Update>& updates) {
  if (updates.empty()) return;
  heardAt_ = now();
  relays.setEngineHeard(true);
  std::vector<AlarmEvent> alarmEvents;
  struct Sorter {
    Board& board;
    std::vector<AlarmEvent>& alarmEvents;
    void operator()(const Sample& sample) const {
      board.points.apply(sample);
      board.trends.at(sample.point.value).append(sample);
      const bool arrived = (sample.quality.bits & (Quality::commLost | Quality::stale)) == 0;
      if (arrived) board.nodes.heard(board.site.points.at(sample.point.value).node, sample.at);
    }
    void operator()(const NodeReport& report) const { board.nodes.apply(report); }
    void operator()(const RelayReport& report) const {
      board.relays.apply(report);
      const NodeId node = board.site.relays.at(report.relay.value).node;
      if (report.known) board.nodes.heard(node, report.at);
    }
    void operator()(const AreaReport& report) const { board.relays.apply(report); }
    void operator()(const LinkReport& report) const { board.links.apply(report); }
    void operator()(const AlarmEvent& event) const { alarmEvents.push_back(event); }
    void operator()(const CommandEvent& event) const {
      if (forRelay(event.kind)) board.commands.apply(event);
    }
    void operator()(const HealthReport& report) const { board.status.apply(report); }
    void operator()(const NodeEvent&) const {}    // the journal shows these
    void operator()(const PeopleEvent& event) const { board.apply(event); }
    void operator()(const RuleRecord&) const {}   // and these; what stands of it is an alarm
    void operator()(const AlarmRefusal&) const {}
    void operator()(const AlarmDisposition&) const {}
    void operator()(const AlarmFlood&) const {}
    void operator()(const EventsLost&) const {}   // arrives as an alarm too
  };
  for (const Update& update : updates) std::visit(Sorter{*this, alarmEvents}, update);
  alarms.apply(alarmEvents);
}

// The journal shows what people did; a screen shows what was refused to it.
void Board::apply(const PeopleEvent& event) {
  if (event.kind != PeopleEvent::Kind::requestRefused || event.station != "desktop") return;
  refusal = event.detail;
  refusedAt = now();
  commands.refuse(event.detail);
}

void Board::follow(Site next) {
  // Widgets count tiles: another number of them is for the next start of the screen.
  if (next.map.tiles.size() != site.map.tiles.size()) next.map = site.map;
  site_ = std::move(next);
  for (std::size_t i = 0; i < trends.size(); ++i) {
    trends[i].holdFor(site.points[i].limits.staleAfter);
  }
  retranslate();
}

void Board::tick() {
  relays.setEngineHeard(now() - heardAt_ <= engineSilence);
  alarms.refreshAges();
  nodes.refreshAges();
}

void Board::retranslate() {
  alarms.retranslate();
  nodes.retranslate();
  links.retranslate();
}

void Board::acknowledge(AlarmId alarm) {
  if (!closed_) port_.submit(AcknowledgeRequest{alarm, person_});
}

void Board::reset(AlarmId alarm) {
  if (closed_) return;
  Origin origin;
  origin.person = person_;
  port_.submit(ResetAlarmRequest{alarm, origin});
}

bool Board::acknowledgeWorst() {
  for (const AlarmEvent& alarm : alarms.standing()) {
    if (!needsAcknowledge(alarm)) continue;
    acknowledge(alarm.id);
    return true;
  }
  return false;
}

void Board::silence() {
  if (!closed_) port_.submit(SilenceRequest{person_});
}

std::optional<AlarmMark> Board::worse(AlarmSource a, AlarmSource b) const {
  const auto first = alarms.markOf(a);
  const auto second = alarms.markOf(b);
  if (!first || !second) return first ? first : second;
  return first->priority <= second->priority ? first : second;
}

std::optional<AlarmMark> Board::markOf(PointId point) const {
  return worse({AlarmSource::Type::point, point.value},
               {AlarmSource::Type::node, site.points.at(point.value).node.value});
}

std::optional<AlarmMark> Board::markOf(RelayId relay) const {
  return worse({AlarmSource::Type::relay, relay.value},
               {AlarmSource::Type::node, site.relays.at(relay.value).node.value});
}

bool Board::allPointsLive() const {
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    if (!points.hasLiveValue(PointId{i}, now())) return false;
  }
  return true;
}

}  // namespace firedamp
