#include "control/explain.h"

#include <algorithm>
#include <optional>

#include "domain/source_tag.h"
#include "domain/utc_text.h"

namespace firedamp {
namespace {

// How far back the journal is searched, and how much around an alarm belongs to it. Design values.
constexpr std::size_t pageRows = 1000, pagesMax = 50;
constexpr Duration before = std::chrono::seconds{15}, after = std::chrono::seconds{60};
constexpr Duration frameBefore = std::chrono::seconds{2}, frameAfter = std::chrono::seconds{2};

std::string hexOf(const std::vector<std::uint8_t>& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

// Newest first; stops when `enough` says so of a row.
void walk(HistoryReader& history, const std::function<bool(const JournalRow&)>& enough) {
  std::int64_t seq = 0;
  for (std::size_t page = 0; page < pagesMax; ++page) {
    const std::vector<JournalRow> rows = history.journal(seq, pageRows);
    if (rows.empty()) return;
    for (const JournalRow& row : rows) {
      if (enough(row)) return;
    }
    seq = rows.back().seq;
  }
}

// Oldest first: every change of the alarm; the journal is read back to its raising and no further.
std::vector<AlarmEvent> pathOf(AlarmId id, HistoryReader& history) {
  std::vector<AlarmEvent> path;
  walk(history, [&](const JournalRow& row) {
    const auto* alarm = std::get_if<AlarmEvent>(&row.entry);
    if (alarm != nullptr && alarm->id == id) path.push_back(*alarm);
    return !path.empty() && path.back().change == AlarmChange::raised;
  });
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<Update> around(Instant from, Instant to, HistoryReader& history) {
  std::vector<Update> found;
  walk(history, [&](const JournalRow& row) {
    if (row.at >= from && row.at <= to) found.push_back(row.entry);
    return row.at < from - std::chrono::minutes{10};  // late events of nodes are out of order
  });
  std::reverse(found.begin(), found.end());
  return found;
}

// The reply that brought the reading, and the request that it answers.
Json framesOf(LinkId link, Instant at, HistoryReader& history) {
  Json list = Json::array();
  std::optional<WireEvent> request;
  for (const WireEvent& event : history.frames(link, at - frameBefore, at + frameAfter)) {
    if (event.kind == WireEvent::Kind::sent) request = event;
    if (event.kind != WireEvent::Kind::received || event.at < at || !request) continue;
    for (const WireEvent& each : {*request, event}) {
      const bool sent = each.kind == WireEvent::Kind::sent;
      list.push_back({{"way", sent ? "sent" : "received"},
                      {"at", utcText(each.at)},
                      {"hex", hexOf(each.bytes)}});
    }
    return list;
  }
  return list;
}

std::optional<NodeId> nodeOf(const AlarmSource& source, const Site& site) {
  using Type = AlarmSource::Type;
  if (source.type == Type::point && source.id < site.points.size()) {
    return site.points[source.id].node;
  }
  if (source.type == Type::relay && source.id < site.relays.size()) {
    return site.relays[source.id].node;
  }
  if (source.type == Type::node && source.id < site.nodes.size()) return NodeId{source.id};
  return std::nullopt;
}

Json limitOf(const AlarmEvent& raised, const Site& site, const LimitLine& line) {
  const PointId point{raised.source.id};
  const PointSite& point_site = site.points[point.value];
  const Limits& limits = point_site.limits;
  return {{"limit", quantityText(raised.limit)},
          {"value", quantityText(raised.value)},
          {"class", point_site.locationClass},
          {"source", point_site.limitsSource},
          {"line", line ? line(point, raised.kind) : std::string{}},
          {"on_delay_ms", limits.onDelay.count() / 1000},
          {"off_delay_ms", limits.offDelay.count() / 1000}};
}

// What belongs to this alarm of what happened around it.
bool concerns(const Update& update, const std::string& tag, std::optional<NodeId> node) {
  if (const auto* command = std::get_if<CommandEvent>(&update)) {
    return command->origin.reason == tag || (node && command->node == *node);
  }
  if (const auto* event = std::get_if<NodeEvent>(&update)) return node && event->node == *node;
  return false;
}

std::string configurationAt(Instant at, HistoryReader& history) {
  std::string found;
  walk(history, [&](const JournalRow& row) {
    const auto* health = std::get_if<HealthReport>(&row.entry);
    if (health == nullptr || row.at > at || health->detail.rfind("configuration ", 0) != 0) {
      return false;
    }
    found = health->detail.substr(14);
    return true;
  });
  return found;
}

}  // namespace

Json explained(AlarmId id, HistoryReader& history, const Site& site, const LimitLine& line) {
  const std::vector<AlarmEvent> path = pathOf(id, history);
  if (path.empty()) return nullptr;
  const AlarmEvent& raised = path.front();
  const std::string tag = sourceTag(raised.source, site);
  const auto node = nodeOf(raised.source, site);
  Json json{{"alarm", jsonOf(Update{raised}, site)},
            {"configuration", configurationAt(raised.at, history)}};
  const bool ofPoint = raised.source.type == AlarmSource::Type::point &&
                       raised.source.id < site.points.size();
  if (ofPoint && isLimit(raised.kind)) json["limit"] = limitOf(raised, site, line);
  json["frames"] =
      node ? framesOf(site.nodes[node->value].link, raised.at, history) : Json::array();
  Json changes = Json::array();
  for (const AlarmEvent& change : path) changes.push_back(jsonOf(Update{change}, site));
  json["path"] = std::move(changes);
  Json effects = Json::array();
  for (const Update& update : around(raised.at - before, path.back().at + after, history)) {
    if (concerns(update, tag, node)) effects.push_back(jsonOf(update, site));
  }
  json["effects"] = std::move(effects);
  return json;
}

Json explained(CommandId id, HistoryReader& history, const Site& site) {
  std::vector<CommandEvent> steps;
  walk(history, [&](const JournalRow& row) {
    const auto* command = std::get_if<CommandEvent>(&row.entry);
    if (command != nullptr && command->id == id) steps.push_back(*command);
    return !steps.empty() && row.at < steps.back().times.decided;
  });
  if (steps.empty()) return nullptr;
  std::reverse(steps.begin(), steps.end());
  Json json = Json::object();
  json["path"] = Json::array();
  for (const CommandEvent& step : steps) json["path"].push_back(jsonOf(Update{step}, site));
  const CommandEvent& last = steps.back();
  const bool sent = last.times.sent != Instant{} && last.node.value < site.nodes.size();
  json["frames"] = sent ? framesOf(site.nodes[last.node.value].link, last.times.acknowledged,
                                   history)
                        : Json::array();
  json["configuration"] = configurationAt(last.at, history);
  return json;
}

}  // namespace firedamp
