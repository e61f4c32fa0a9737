#include "ui/scripted_mine.h"

namespace firedamp {
namespace {

PointSite methane(const char* tag, Label name, std::uint32_t node, std::int32_t trip) {
  PointSite point;
  point.tag = tag;
  point.name = std::move(name);
  point.node = NodeId{node};
  point.locationClass = "T1";
  point.limits.alarm = 100;
  point.limits.alarmRelease = 100;
  point.limits.trip = trip;
  point.limits.tripRelease = 100;
  return point;
}

PointSite flow(const char* tag, Label name, std::uint32_t node) {
  PointSite point;
  point.tag = tag;
  point.name = std::move(name);
  point.node = NodeId{node};
  point.kind = PointKind::flow;
  point.unit = Unit::flow;
  return point;
}

AreaSite area(const char* tag, Label name, std::vector<RelayId> relays) {
  AreaSite result;
  result.tag = tag;
  result.name = std::move(name);
  result.relays = std::move(relays);
  return result;
}

void addMap(Site& site) {
  site.map.roadways = {
      {{"Intake roadway", "进风巷"}, {{60, 180}, {1400, 180}}, {}, 1},
      {{"Heading 1205", "1205掘进巷"}, {{200, 180}, {200, 600}}, {}, 1},
      {{"Face 1203", "1203工作面"}, {{1400, 180}, {1400, 640}}, AreaId{0}, 1},
      {{"Return 1203", "1203回风巷"}, {{1400, 640}, {500, 640}}, AreaId{1}, 1},
      {{"Main return", "总回风巷"}, {{500, 640}, {420, 820}, {60, 820}}, {}, 1},
      {{"Gas drainage pipe", "瓦斯抽采管"}, {{1400, 800}, {620, 800}}, {}, 1}};
  using Shows = MapTile::Shows;
  site.map.tiles = {{Shows::point, 3, {560, 180}},   {Shows::point, 2, {200, 480}},
                    {Shows::point, 0, {1400, 520}},  {Shows::relay, 0, {1120, 480}},
                    {Shows::relay, 1, {1120, 320}},  {Shows::point, 1, {1060, 640}},
                    {Shows::relay, 2, {720, 320}},   {Shows::point, 4, {1060, 800}}};
}

}  // namespace

Site scriptedSite() {
  Site site;
  site.tag = "TEST";
  site.name = {"Test mine", "试验矿井"};
  site.profile = "cn-2016";
  site.profileSource = "for tests";
  site.links = {{"face-bus", LinkKind::serial, "", 0, "/dev/ttyS0", 9600, {}, {}},
                {"power", LinkKind::modbusTcp, "127.0.0.1", 1502, "", 0, {}, {}}};
  const auto node = [&site](const char* tag, Label place, std::uint32_t link, NodeClass is) {
    const auto address = static_cast<std::uint8_t>(site.nodes.size() + 1);
    site.nodes.push_back({tag, std::move(place), LinkId{link}, address, is, 0});
  };
  node("CH4-01", {"Face 1203, upper corner", "1203工作面上隅角"}, 0, NodeClass::methane);
  node("CH4-02", {"Face 1203, return roadway", "1203工作面回风巷"}, 0, NodeClass::methane);
  node("CH4-03", {"Heading 1205", "1205掘进工作面"}, 0, NodeClass::methane);
  node("FLW-01", {"Intake roadway", "进风巷"}, 1, NodeClass::flow);
  node("FLW-02", {"Gas drainage pipe 1203", "1203瓦斯抽采管"}, 1, NodeClass::flow);
  node("RLY-01", {"Switchgear of face 1203", "1203工作面配电点"}, 1, NodeClass::relay);
  node("RLY-02", {"Switchgear of return 1203", "1203回风巷配电点"}, 1, NodeClass::relay);
  site.points = {methane("CH4-01", {"Methane, upper corner", "上隅角甲烷"}, 0, 150),
                 methane("CH4-02", {"Methane, return", "回风流甲烷"}, 1, 100),
                 methane("CH4-03", {"Methane, heading", "掘进甲烷"}, 2, 150),
                 flow("FLW-01", {"Intake air", "进风量"}, 3),
                 flow("FLW-02", {"Drained gas", "抽采流量"}, 4)};
  site.points[3].limits.low = 30'000;
  site.points[3].limits.lowRelease = 32'000;
  const auto relay = [&site](const char* tag, Label name, std::uint32_t of) {
    RelaySite& made = site.relays.emplace_back();
    made.tag = tag;
    made.name = std::move(name);
    made.node = NodeId{of};
  };
  relay("CH4-01/0", {"Face feeder trip", "工作面馈电断电"}, 0);
  relay("RLY-01", {"Supply of face 1203", "1203工作面电源"}, 5);
  relay("RLY-02", {"Supply of return 1203", "1203回风巷电源"}, 6);
  site.areas = {area("FACE", {"Face 1203", "1203工作面"}, {RelayId{0}, RelayId{1}}),
                area("RETURN", {"Return of face 1203", "1203回风巷"}, {RelayId{2}})};
  addMap(site);
  return site;
}

void ScriptedPort::push(Update update) {
  const bool first = waiting_.empty();
  waiting_.push_back(std::move(update));
  if (first && wake_) wake_();
}

std::vector<TrendColumn> ScriptedHistory::trend(PointId, Instant from, Instant to,
                                                std::size_t columns) {
  std::vector<TrendColumn> answer;
  for (std::size_t i = 0; i < columns; ++i) {
    const Instant at = from + (to - from) * static_cast<std::int64_t>(i) /
                                  static_cast<std::int64_t>(columns);
    const bool gap = i > columns / 5 && i < columns / 4;
    answer.push_back({at, gap, 40, 46, 43});
  }
  return answer;
}

Sample sampleOf(std::uint32_t point, std::int32_t value, Instant at, std::uint16_t quality) {
  return {PointId{point}, at, value, Quality{quality}, false};
}

RelayReport relayOf(std::uint32_t relay, bool on, Instant at) {
  RelayReport report;
  report.relay = RelayId{relay};
  report.at = at;
  report.known = true;
  report.commanded = report.coil = report.feedback = on;
  report.tripCause = on ? 0 : 2;
  return report;
}

AlarmEvent alarmOf(std::uint32_t id, AlarmKind kind, Priority priority, std::uint32_t point,
                   Instant raisedAt, AlarmState state) {
  AlarmEvent alarm;
  alarm.id = AlarmId{id};
  alarm.source = {AlarmSource::Type::point, point};
  alarm.kind = kind;
  alarm.priority = priority;
  alarm.state = state;
  alarm.at = alarm.raisedAt = raisedAt;
  alarm.value = {162, Unit::methane};
  alarm.limit = {150, Unit::methane};
  alarm.peak = alarm.value;
  alarm.audible = state == AlarmState::unacknowledged;
  return alarm;
}

CommandEvent commandOf(std::uint32_t id, CommandKind kind, std::uint32_t relay, CommandStage stage,
                       Instant at) {
  CommandEvent event;
  event.id = CommandId{id};
  event.kind = kind;
  event.relay = RelayId{relay};
  event.stage = stage;
  event.at = at;
  event.origin = {OperatorId{1}, "test"};
  event.expiresAt = at + std::chrono::seconds{10};
  return event;
}

std::vector<Update> quietMine(const Site& site, Instant at) {
  std::vector<Update> updates;
  const std::int32_t values[] = {62, 48, 31, 41'230, 1'260};
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    updates.emplace_back(sampleOf(i, values[i], at));
  }
  for (std::uint32_t i = 0; i < site.relays.size(); ++i) updates.emplace_back(relayOf(i, true, at));
  for (std::uint32_t i = 0; i < site.areas.size(); ++i) {
    updates.emplace_back(AreaReport{AreaReport::Power::on, AreaId{i}, at});
  }
  for (std::uint32_t i = 0; i < site.links.size(); ++i) {
    LinkReport link{LinkId{i}, at, LinkState::up, {}, "", false};
    link.counters.requests = 4711;
    link.counters.replies = 4710;
    updates.emplace_back(link);
  }
  for (std::uint32_t i = 0; i < site.nodes.size(); ++i) {
    NodeReport node;
    node.node = NodeId{i};
    node.at = node.lastReply = at;
    node.state = NodeState::running;
    node.uptime_ms = 125'000;
    node.identity.serial = 1000 + i;
    node.identity.firmware = 0x0100;
    updates.emplace_back(node);
  }
  updates.emplace_back(HealthReport{HealthReport::Part::recorder, true, at, ""});
  updates.emplace_back(HealthReport{HealthReport::Part::horn, true, at, "paplay"});
  updates.emplace_back(HealthReport{HealthReport::Part::engine, true, at, ""});
  return updates;
}

std::vector<Update> trippedMine(const Site& site, Instant at) {
  using namespace std::chrono_literals;
  std::vector<Update> updates = quietMine(site, at);
  updates.emplace_back(sampleOf(0, 162, at));
  updates.emplace_back(sampleOf(1, 108, at));
  updates.emplace_back(sampleOf(2, 31, at, Quality::commLost));
  for (std::uint32_t i = 0; i < 3; ++i) updates.emplace_back(relayOf(i, false, at));
  updates.emplace_back(AreaReport{AreaReport::Power::off, AreaId{0}, at});
  updates.emplace_back(AreaReport{AreaReport::Power::stillOn, AreaId{1}, at});
  AlarmEvent trip = alarmOf(2, AlarmKind::highHigh, Priority::emergency, 0, at - 42s);
  trip.firstOut = true;
  updates.emplace_back(trip);
  updates.emplace_back(alarmOf(1, AlarmKind::high, Priority::high, 0, at - 75s,
                               AlarmState::acknowledged));
  AlarmEvent second = alarmOf(3, AlarmKind::high, Priority::high, 1, at - 30s);
  second.value = {108, Unit::methane};
  second.limit = {100, Unit::methane};
  updates.emplace_back(second);
  AlarmEvent lost = alarmOf(4, AlarmKind::noData, Priority::high, 2, at - 15s);
  lost.value = lost.limit = {};
  updates.emplace_back(lost);
  AlarmEvent battery = alarmOf(5, AlarmKind::low, Priority::medium, 3, at - 130s,
                               AlarmState::returned);
  battery.value = {29'100, Unit::flow};
  battery.limit = {30'000, Unit::flow};
  updates.emplace_back(battery);
  AlarmEvent link = alarmOf(6, AlarmKind::linkDown, Priority::diagnostic, 0, at - 300s,
                            AlarmState::acknowledged);
  link.source = {AlarmSource::Type::link, 1};
  link.value = link.limit = {};
  updates.emplace_back(link);
  NodeReport away;
  away.node = NodeId{2};
  away.at = at;
  away.state = NodeState::lost;
  away.lastReply = at - 15s;
  away.identity.serial = 1002;
  updates.emplace_back(away);
  updates.emplace_back(LinkReport{LinkId{1}, at, LinkState::down, {900, 850, 50, 0, 0, 0, 12, 3},
                                  "Connection refused", false});
  return updates;
}

}  // namespace firedamp
