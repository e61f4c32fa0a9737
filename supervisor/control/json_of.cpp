#include "control/json_of.h"

#include "domain/journal_text.h"
#include "domain/node_text.h"
#include "domain/source_tag.h"
#include "domain/trip_reason.h"
#include "domain/utc_text.h"
#include "historian/names.h"

namespace firedamp {
namespace {

Json jsonOf(Quantity quantity) {
  return {{"text", quantityText(quantity)}, {"raw", quantity.raw},
          {"unit", std::string{unitFacts(quantity.unit).symbol}}};
}

void stamp(Json& json, const char* key, Instant at) {
  if (at != Instant{}) json[key] = utcText(at);
}

Json timesOf(const CommandTimes& times) {
  Json json = Json::object();
  stamp(json, "reading", times.reading);
  stamp(json, "decided", times.decided);
  stamp(json, "sent", times.sent);
  stamp(json, "acknowledged", times.acknowledged);
  stamp(json, "fed_back", times.fedBack);
  const auto ms = [&json](const char* key, Instant from, Instant to) {
    if (from == Instant{} || to == Instant{}) return;
    json[key] = static_cast<double>((to - from).count()) / 1000.0;
  };
  ms("reading_to_decided_ms", times.reading, times.decided);
  ms("decided_to_sent_ms", times.decided, times.sent);
  ms("sent_to_acknowledged_ms", times.sent, times.acknowledged);
  ms("decided_to_fed_back_ms", times.decided, times.fedBack);
  return json;
}

struct Writer {
  const Site& site;

  Json operator()(const Sample& sample) const {
    const bool known = sample.point.value < site.points.size();
    const Unit unit = known ? site.points[sample.point.value].unit : Unit::none;
    return {{"is", "value"},
            {"tag", tagOf(site.points, sample.point.value)},
            {"name", known ? firedamp::jsonOf(site.points[sample.point.value].name) : Json{}},
            {"value", jsonOf({sample.value, unit})},
            {"quality", sample.quality.bits},
            {"usable", sample.quality.usable()},
            {"from_event", sample.fromEvent}};
  }
  Json operator()(const NodeReport& node) const {
    Json json{{"is", "node"},
              {"tag", tagOf(site.nodes, node.node.value)},
              {"state", firedamp::jsonOf(nodeStateText(node.state))},
              {"boot", node.bootId},
              {"status", node.status},
              {"serial", node.identity.serial},
              {"firmware", node.identity.firmware},
              {"key_id", node.identity.keyId}};
    stamp(json, "last_reply", node.lastReply);
    return json;
  }
  Json operator()(const RelayReport& relay) const {
    Json json{{"is", "relay"}, {"tag", tagOf(site.relays, relay.relay.value)},
              {"known", relay.known}};
    if (!relay.known) return json;
    json["commanded"] = relay.commanded;
    json["coil"] = relay.coil;
    json["feedback"] = relay.feedback;
    json["interlock"] = firedamp::jsonOf(interlockTexts(relay.interlock));
    json["trip_cause"] = firedamp::jsonOf(tripCauseText(relay.tripCause));
    return json;
  }
  Json operator()(const NodeEvent& event) const {
    return {{"is", "node event"},
            {"tag", tagOf(site.nodes, event.node.value)},
            {"boot", event.bootId},
            {"seq", event.seq},
            {"code", event.code},
            {"channel", event.channel},
            {"value", event.value},
            {"time_uncertain", event.timeUncertain},
            {"text", firedamp::jsonOf(nodeEventText(event, site))},
            {"reasons", firedamp::jsonOf(nodeEventDetails(event))}};
  }
  Json operator()(const EventsLost& lost) const {
    const std::string tag = tagOf(site.nodes, lost.node.value);
    return {{"is", "events lost"}, {"tag", tag}, {"count", lost.count},
            {"text", jsonOf(Phrase{PHRASE("%1 lost %2 events before they could be read"),
                                   {tag, std::to_string(lost.count)}})}};
  }
  Json operator()(const LinkReport& link) const;
  Json operator()(const AlarmEvent& alarm) const;
  Json operator()(const CommandEvent& command) const;
  Json operator()(const AreaReport& area) const {
    static constexpr const char* words[] = {"unknown", "on", "off", "still on"};
    return {{"is", "area"}, {"tag", tagOf(site.areas, area.area.value)},
            {"power", words[static_cast<std::size_t>(area.power)]}};
  }
  Json operator()(const HealthReport& health) const {
    static constexpr const char* words[] = {"engine", "recorder", "horn"};
    return {{"is", "health"}, {"part", words[static_cast<std::size_t>(health.part)]},
            {"ok", health.ok}, {"detail", health.detail}};
  }
  Json operator()(const RuleRecord& record) const {
    Json json{{"is", "rule"},
              {"topic", wordOf(record.topic)},
              {"tag", record.tag},
              {"present", record.present},
              {"number", record.number},
              {"person", record.origin.person.value},
              {"station", record.origin.station},
              {"reason", record.origin.reason},
              {"words", record.words},
              {"text", firedamp::jsonOf(ruleText(record))},
              {"why", firedamp::jsonOf(record.why)}};
    stamp(json, "until", record.until);
    return json;
  }
  Json operator()(const PeopleEvent& event) const {
    return {{"is", "people"},
            {"person", event.person.value},
            {"name", event.name},
            {"station", event.station},
            {"subject", event.subjectName},
            {"text", firedamp::jsonOf(peopleText(event))},
            {"detail", firedamp::jsonOf(event.detail)}};
  }
  Json operator()(const AlarmRefusal& refusal) const {
    static constexpr const char* words[] = {"acknowledge",    "reset",     "shelve",
                                            "out of service", "come back", "disposition"};
    return {{"is", "alarm refusal"},
            {"asked", words[static_cast<std::size_t>(refusal.asked)]},
            {"alarm", refusal.alarm.value},
            {"tag", sourceTag(refusal.source, site)},
            {"kind", kindText(refusal.kind)},
            {"person", refusal.origin.person.value},
            {"station", refusal.origin.station},
            {"why", firedamp::jsonOf(refusal.why)}};
  }
  Json operator()(const AlarmDisposition& record) const {
    Json json{{"is", "disposition"},
              {"alarm", record.alarm.value},
              {"tag", sourceTag(record.source, site)},
              {"kind", kindText(record.kind)},
              {"by", record.by.value},
              {"told", record.told},
              {"cause", record.cause},
              {"action", record.action},
              {"closed", record.closed}};
    stamp(json, "raised_at", record.raisedAt);
    return json;
  }
  Json operator()(const AlarmFlood& flood) const {
    const char* text = flood.on ? PHRASE("a flood of alarms begins: %1 within %2 min")
                                : PHRASE("the flood of alarms is over: %1 within %2 min");
    const auto window = std::chrono::duration_cast<std::chrono::minutes>(site.alarms.floodWindow);
    return {{"is", "alarm flood"}, {"on", flood.on}, {"annunciated", flood.annunciated},
            {"text", jsonOf(Phrase{text, {std::to_string(flood.annunciated),
                                          std::to_string(window.count())}})}};
  }
};

Json Writer::operator()(const LinkReport& link) const {
  static constexpr const char* words[] = {"down", "connecting", "up"};
  const LinkCounters& counters = link.counters;
  return {{"is", "link"},
          {"tag", tagOf(site.links, link.link.value)},
          {"state", words[static_cast<std::size_t>(link.state)]},
          {"detail", link.detail},
          {"requests", counters.requests},
          {"replies", counters.replies},
          {"timeouts", counters.timeouts},
          {"crc_errors", counters.crcErrors},
          {"stray_bytes", counters.strayBytes},
          {"reconnects", counters.reconnects}};
}

Json marksOf(const AlarmEvent& alarm) {
  Json marks = Json::array();
  if ((alarm.marks & NuisanceMark::chattering) != 0) marks.push_back("chattering");
  if ((alarm.marks & NuisanceMark::fleeting) != 0) marks.push_back("fleeting");
  if ((alarm.marks & NuisanceMark::stale) != 0) marks.push_back("stale");
  return marks;
}

Json Writer::operator()(const AlarmEvent& alarm) const {
  Json json{{"is", "alarm"},
            {"id", alarm.id.value},
            {"tag", sourceTag(alarm.source, site)},
            {"kind", kindText(alarm.kind)},
            {"priority", static_cast<int>(alarm.priority)},
            {"state", alarmStateText(alarm.state)},
            {"change", changeText(alarm.change)},
            {"value", jsonOf(alarm.value)},
            {"limit", jsonOf(alarm.limit)},
            {"peak", jsonOf(alarm.peak)},
            {"by", alarm.by.value},
            {"first_out", alarm.firstOut},
            {"audible", alarm.audible},
            {"comment", alarm.comment},
            {"grade", alarm.grade},
            {"marks", marksOf(alarm)},
            {"explained_by", alarm.cause.value},
            {"text", firedamp::jsonOf(alarmText(alarm, site))},
            {"response", firedamp::jsonOf(alarmResponse(alarm, site))}};
  stamp(json, "raised_at", alarm.raisedAt);
  stamp(json, "until", alarm.until);
  return json;
}

Json Writer::operator()(const CommandEvent& command) const {
  Json json{{"is", "command"},
            {"id", command.id.value},
            {"kind", wordOf(command.kind)},
            {"tag", forRelay(command.kind) ? tagOf(site.relays, command.relay.value)
                                           : tagOf(site.nodes, command.node.value)},
            {"stage", wordOf(command.stage)},
            {"final", isFinal(command.stage)},
            {"text", firedamp::jsonOf(commandText(command, site))},
            {"node_status", command.nodeStatus},
            {"node_answer", command.nodeStatus == 0
                                ? Json{}
                                : firedamp::jsonOf(nodeAnswerText(command.nodeStatus))},
            {"node_detail", firedamp::jsonOf(interlockTexts(command.nodeDetail))},
            {"proof", wordOf(command.proof)},
            {"reasons", firedamp::jsonOf(command.unmet)},
            {"person", command.origin.person.value},
            {"role", firedamp::jsonOf(roleText(command.origin.role))},
            {"station", command.origin.station},
            {"reason", command.origin.reason},
            {"reason_text", firedamp::jsonOf(reasonText(command.origin))},
            {"times", timesOf(command.times)}};
  stamp(json, "expires_at", command.expiresAt);
  return json;
}

}  // namespace

Json jsonOf(const Phrase& phrase) {
  return {{"text", phrase.text}, {"arguments", phrase.arguments}, {"english", english(phrase)}};
}

Json jsonOf(const std::vector<Phrase>& phrases) {
  Json json = Json::array();
  for (const Phrase& phrase : phrases) json.push_back(jsonOf(phrase));
  return json;
}

Json jsonOf(const Label& label) { return {{"en", label.en}, {"zh", label.zh}}; }

Json jsonOf(const Update& update, const Site& site) {
  Json json = std::visit(Writer{site}, update);
  stamp(json, "at", instantOf(update));
  return json;
}

}  // namespace firedamp
