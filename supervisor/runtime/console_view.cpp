#include "runtime/console_view.h"

#include "domain/journal_text.h"

namespace firedamp {
namespace {

// What of a report is news to somebody who reads lines; counters and times of day are not.
bool same(const LinkReport& a, const LinkReport& b) {
  return a.state == b.state && a.detail == b.detail;
}
bool same(const NodeReport& a, const NodeReport& b) {
  return a.state == b.state && a.status == b.status && a.bootId == b.bootId;
}
bool same(const RelayReport& a, const RelayReport& b) {
  return a.known == b.known && a.commanded == b.commanded && a.coil == b.coil &&
         a.feedback == b.feedback && a.tripCause == b.tripCause;
}
bool same(const AreaReport& a, const AreaReport& b) { return a.power == b.power; }

std::string countersText(const LinkReport& link) {
  const LinkCounters& c = link.counters;
  return " requests " + std::to_string(c.requests) + " replies " + std::to_string(c.replies) +
         " timeouts " + std::to_string(c.timeouts) + " crc " + std::to_string(c.crcErrors) +
         " cut " + std::to_string(c.cutReplies) + " garbled " +
         std::to_string(c.garbledReplies) + " foreign " + std::to_string(c.foreignReplies) +
         " tag " + std::to_string(c.tagMismatches) + " exceptions " +
         std::to_string(c.exceptions) + " identity " + std::to_string(c.identityConflicts) +
         " stray " + std::to_string(c.strayBytes) +
         " reconnects " + std::to_string(c.reconnects);
}

}  // namespace

ConsoleView::ConsoleView(const Site& site, Options options) : site_(site), options_(options) {}

std::optional<std::string> ConsoleView::accept(const Update& update) {
  if (!worthPrinting(update)) return std::nullopt;
  return text(update);
}

bool ConsoleView::worthPrinting(const Update& update) {
  if (const auto* sample = std::get_if<Sample>(&update)) return isNews(*sample);
  if (const auto* link = std::get_if<LinkReport>(&update)) {
    return changed(links_, link->link.value, *link);
  }
  if (const auto* node = std::get_if<NodeReport>(&update)) {
    return changed(nodes_, node->node.value, *node);
  }
  if (const auto* relay = std::get_if<RelayReport>(&update)) {
    return changed(relays_, relay->relay.value, *relay);
  }
  if (const auto* area = std::get_if<AreaReport>(&update)) {
    return changed(areas_, area->area.value, *area);
  }
  if (const auto* health = std::get_if<HealthReport>(&update)) {
    health_[health->part] = *health;
  }
  const auto* alarm = std::get_if<AlarmEvent>(&update);
  return alarm == nullptr || isNews(*alarm);
}

// A growing value is printed as a value. But updates are conflated: the peak may stand for the
// raising that came just before it.
bool ConsoleView::isNews(const AlarmEvent& alarm) {
  const auto known = alarms_.find(alarm.id);
  const bool news = alarm.change != AlarmChange::peak || known == alarms_.end() ||
                    known->second.state != alarm.state;
  if (alarm.state == AlarmState::normal) {
    alarms_.erase(alarm.id);
  } else {
    alarms_[alarm.id] = alarm;
  }
  return news;
}

template <typename Report>
bool ConsoleView::changed(std::map<std::uint32_t, Report>& latest, std::uint32_t id,
                          const Report& report) {
  const auto found = latest.find(id);
  const bool news = found == latest.end() || !same(found->second, report);
  latest[id] = report;
  return news;
}

bool ConsoleView::isNews(const Sample& sample) {
  if (sample.fromEvent) return options_.values;
  samples_[sample.point.value] = sample;
  if (!options_.values) return false;
  const auto last = printed_.find(sample.point.value);
  if (last != printed_.end()) {
    const Printed& before = last->second;
    const Duration passed = sample.at - before.at;
    const bool soon = passed < (sample.value == before.sample.value ? unchangedEvery
                                                                    : changedEvery);
    if (soon && sample.quality == before.sample.quality) return false;
  }
  printed_[sample.point.value] = {sample.at, sample};
  return true;
}

std::vector<std::string> ConsoleView::status() const {
  std::vector<std::string> lines;
  for (const auto& health : health_) lines.push_back(text(health.second));
  for (const auto& link : links_) lines.push_back(text(link.second) + countersText(link.second));
  for (const auto& node : nodes_) lines.push_back(text(node.second));
  for (const auto& relay : relays_) lines.push_back(text(relay.second));
  for (const auto& area : areas_) lines.push_back(text(area.second));
  for (const auto& sample : samples_) lines.push_back(text(sample.second));
  for (const auto& alarm : alarms_) lines.push_back(text(alarm.second));
  lines.push_back(std::to_string(alarms_.size()) + " alarms stand, " +
                  std::to_string(unacknowledged().size()) + " unacknowledged");
  return lines;
}

std::vector<AlarmId> ConsoleView::unacknowledged() const {
  std::vector<AlarmId> found;
  for (const auto& [id, alarm] : alarms_) {
    if (needsAcknowledge(alarm.state)) found.push_back(id);
  }
  return found;
}

std::string ConsoleView::text(const Update& update) const {
  return journalText(update, site_, options_.utcOffset);
}

}  // namespace firedamp
