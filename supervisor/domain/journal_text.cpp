#include "domain/journal_text.h"

#include <array>
#include <cstdio>

#include "domain/node_text.h"
#include "domain/source_tag.h"

namespace firedamp {
namespace {

std::string qualityText(Quality quality) {
  static constexpr struct {
    std::uint16_t bit;
    const char* text;
  } words[] = {{Quality::restart, "restart"},
               {Quality::sensorFault, "sensor-fault"},
               {Quality::overRange, "over-range"},
               {Quality::underRange, "under-range"},
               {Quality::pseudo, "calibration"},
               {Quality::forced, "forced"},
               {Quality::calibrationOverdue, "calibration-overdue"},
               {Quality::lowSupply, "low-supply"},
               {Quality::warmUp, "warm-up"},
               {Quality::settling, "settling"},
               {Quality::commLost, "comm-lost"},
               {Quality::stale, "stale"},
               {Quality::timeUncertain, "time-uncertain"},
               {Quality::replay, "replay"}};
  std::string text;
  for (const auto& word : words) {
    if ((quality.bits & word.bit) != 0) text.append(" ").append(word.text);
  }
  return text;
}

std::string onOff(bool on) { return on ? "on" : "off"; }

struct Line {
  const Site& site;
  Duration utcOffset;

  std::string operator()(const Sample& sample) const {
    const bool known = sample.point.value < site.points.size();
    const Unit unit = known ? site.points[sample.point.value].unit : Unit::none;
    return tagOf(site.points, sample.point.value) + " = " + quantityText({sample.value, unit}) +
           qualityText(sample.quality) + (sample.fromEvent ? " (from event)" : "");
  }
  std::string operator()(const NodeReport& report) const {
    std::string text = tagOf(site.nodes, report.node.value) + " NODE " +
                       english(nodeStateText(report.state)) + " boot " +
                       std::to_string(report.bootId) + " status " +
                       std::to_string(report.status);
    for (const Phrase& weak : weaknessTexts(report.identity)) text += "; " + english(weak);
    return text;
  }
  std::string operator()(const RelayReport& report) const {
    const std::string tag = tagOf(site.relays, report.relay.value) + " RELAY ";
    if (!report.known) return tag + "unknown";
    return tag + "commanded " + onOff(report.commanded) + " coil " + onOff(report.coil) +
           " feedback " + onOff(report.feedback) + " interlock " +
           std::to_string(report.interlock) + " cause " +
           english(tripCauseText(report.tripCause));
  }
  std::string operator()(const NodeEvent& event) const {
    std::string text = tagOf(site.nodes, event.node.value) + " EVENT " +
                       std::to_string(event.bootId) + "/" + std::to_string(event.seq) +
                       (event.timeUncertain ? " time uncertain: " : ": ") +
                       english(nodeEventText(event, site));
    for (const Phrase& detail : nodeEventDetails(event)) text += "; " + english(detail);
    return text;
  }
  std::string operator()(const EventsLost& lost) const {
    return tagOf(site.nodes, lost.node.value) + " EVENTS LOST " + std::to_string(lost.count);
  }
  std::string operator()(const LinkReport& report) const {
    static constexpr const char* states[] = {"down", "connecting", "up"};
    const std::string words = report.detail.empty() ? "" : ": " + report.detail;
    return tagOf(site.links, report.link.value) + " LINK " +
           states[static_cast<std::size_t>(report.state)] + words;
  }
  std::string operator()(const AlarmEvent& alarm) const;
  std::string operator()(const AlarmRefusal& refusal) const;
  std::string operator()(const AlarmDisposition& record) const;
  std::string operator()(const AlarmFlood& flood) const {
    return std::string{"ALARM FLOOD "} + (flood.on ? "begins" : "ends") + ": " +
           std::to_string(flood.annunciated) + " annunciated";
  }
  std::string operator()(const CommandEvent& command) const;
  std::string operator()(const AreaReport& report) const {
    static constexpr const char* powers[] = {"unknown", "on", "off", "STILL ON"};
    return tagOf(site.areas, report.area.value) + " AREA power " +
           powers[static_cast<std::size_t>(report.power)];
  }
  std::string operator()(const HealthReport& report) const {
    static constexpr const char* parts[] = {"engine", "recorder", "horn"};
    return std::string{"HEALTH "} + parts[static_cast<std::size_t>(report.part)] +
           (report.ok ? " ok" : " FAILED") + (report.detail.empty() ? "" : ": " + report.detail);
  }
  std::string operator()(const RuleRecord& record) const {
    std::string text = "RULE " + english(ruleText(record));
    if (record.origin.person.value != 0) {
      text += " by " + std::to_string(record.origin.person.value);
    }
    if (!record.origin.reason.empty()) text += " (" + record.origin.reason + ")";
    const std::string why = english(record.why);
    return text + (why.empty() ? "" : ": " + why);
  }
  std::string operator()(const PeopleEvent& event) const {
    const std::string detail = english(event.detail);
    return "PEOPLE " + english(whoText(event)) + " " + english(peopleText(event)) +
           (detail.empty() ? "" : ": " + detail);
  }
};

std::string commandWord(CommandKind kind) {
  switch (kind) {
    case CommandKind::trip: return "trip";
    case CommandKind::restore: return "restore";
    case CommandKind::unlock: return "unlock";
    case CommandKind::mode: return "mode";
    case CommandKind::mute: return "mute";
    case CommandKind::configure: return "configure";
  }
  return "";
}

std::string marksText(std::uint8_t marks) {
  std::string text;
  if ((marks & NuisanceMark::chattering) != 0) text += " chattering";
  if ((marks & NuisanceMark::fleeting) != 0) text += " fleeting";
  if ((marks & NuisanceMark::stale) != 0) text += " stale";
  return text;
}

std::string Line::operator()(const AlarmEvent& alarm) const {
  std::string text = sourceTag(alarm.source, site) + " ALARM " + kindText(alarm.kind) + " P" +
                     std::to_string(static_cast<int>(alarm.priority)) + " " +
                     changeText(alarm.change) + " -> " + alarmStateText(alarm.state);
  if (isLimit(alarm.kind)) {
    text += " " + quantityText(alarm.value) + " (limit " + quantityText(alarm.limit) + ", peak " +
            quantityText(alarm.peak) + ")";
  }
  text += " #" + std::to_string(alarm.id.value);
  const bool byPerson = alarm.change == AlarmChange::acknowledged ||
                        alarm.change == AlarmChange::reset ||
                        alarm.change == AlarmChange::inhibited ||
                        alarm.change == AlarmChange::released;
  if (byPerson && alarm.by.value != 0) text += " by " + std::to_string(alarm.by.value);
  if (!alarm.comment.empty()) text += " (" + alarm.comment + ")";
  if (alarm.until != Instant{}) text += " until " + timeOfDayText(alarm.until, utcOffset);
  if (alarm.cause.value != 0) text += " explained by #" + std::to_string(alarm.cause.value);
  if (alarm.grade != 0) text += " grade " + std::to_string(alarm.grade);
  if (alarm.firstOut) text += " first-out";
  if (alarm.audible) text += " horn";
  return text + marksText(alarm.marks);
}

std::string Line::operator()(const AlarmRefusal& refusal) const {
  static constexpr std::array<const char*, 6> asked{"acknowledge", "reset",     "shelve",
                                                    "out-of-service", "come-back", "disposition"};
  std::string text = sourceTag(refusal.source, site) + " ALARM " + kindText(refusal.kind) +
                     " REFUSED " + asked.at(static_cast<std::size_t>(refusal.asked));
  if (refusal.alarm.value != 0) text += " #" + std::to_string(refusal.alarm.value);
  return text + " by " + std::to_string(refusal.origin.person.value) + ": " +
         english(refusal.why);
}

std::string Line::operator()(const AlarmDisposition& record) const {
  std::string text = sourceTag(record.source, site) + " ALARM " + kindText(record.kind) +
                     " DISPOSITION #" + std::to_string(record.alarm.value) +
                     (record.closed ? " closed" : " open");
  if (record.by.value != 0) text += " by " + std::to_string(record.by.value);
  if (!record.told.empty()) text += "; told " + record.told;
  if (!record.cause.empty()) text += "; cause " + record.cause;
  if (!record.action.empty()) text += "; action " + record.action;
  return text;
}

std::string Line::operator()(const CommandEvent& command) const {
  const std::string tag = forRelay(command.kind) ? tagOf(site.relays, command.relay.value)
                                                 : tagOf(site.nodes, command.node.value);
  std::string text = tag + " COMMAND " +
                     commandWord(command.kind) + " " +
                     english(stageText(command.stage)) + " #" + std::to_string(command.id.value);
  const Origin& origin = command.origin;
  text += origin.person.value != 0 ? " by " + std::to_string(origin.person.value)
          : origin.station.empty() ? " by the supervisor"
                                   : " by nobody";
  if (!origin.station.empty()) text += " at " + origin.station;
  if (!command.origin.reason.empty()) text += " (" + command.origin.reason + ")";
  if (command.nodeStatus != 0) text += ": " + english(nodeAnswerText(command.nodeStatus));
  for (const Phrase& phrase : interlockTexts(command.nodeDetail)) text += "; " + english(phrase);
  for (const Phrase& phrase : command.unmet) text += "; " + english(phrase);
  return text;
}

}  // namespace

std::string timeOfDayText(Instant at, Duration utcOffset) {
  constexpr std::int64_t day_us = 86'400'000'000;
  const std::int64_t local_us = microseconds(at + utcOffset);
  const auto ms = ((local_us % day_us + day_us) % day_us) / 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", static_cast<int>(ms / 3'600'000),
                static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60),
                static_cast<int>(ms % 1000));
  return text;
}

// In the words of a mine: alarm and trip, not high and high-high.
std::string kindText(AlarmKind kind) {
  static constexpr std::array<const char*, alarmKindCount> words{
      "low-trip", "low", "warning", "alarm", "trip", "rate", "deviation", "no-data", "stuck",
      "sensor-fault", "node-identity", "duplicate-address", "exchanged-device", "second-master",
      "feed-abnormal", "feed-missing", "discrepancy", "command-unconfirmed", "logic",
      "fault-lock", "main-fan", "bypass", "test-due", "config-drift", "scan-slow",
      "events-lost", "link-down", "recorder", "horn"};
  return words.at(static_cast<std::size_t>(kind));
}

std::optional<AlarmKind> kindOfText(std::string_view text) {
  for (std::size_t i = 0; i < alarmKindCount; ++i) {
    if (kindText(static_cast<AlarmKind>(i)) == text) return static_cast<AlarmKind>(i);
  }
  return std::nullopt;
}

std::string alarmStateText(AlarmState state) {
  static constexpr std::array<const char*, alarmStateCount> words{
      "normal", "unacknowledged", "acknowledged", "returned-unacknowledged",
      "latched-unacknowledged", "latched-acknowledged", "shelved", "suppressed-by-design",
      "out-of-service"};
  return words.at(static_cast<std::size_t>(state));
}

std::string changeText(AlarmChange change) {
  static constexpr std::array<const char*, alarmChangeCount> words{
      "raised", "returned", "acknowledged", "peak", "silenced", "sounds-again", "superseded",
      "restored", "reset", "re-alarmed", "inhibited", "released", "marked", "graded"};
  return words.at(static_cast<std::size_t>(change));
}

std::string journalText(const Update& update, const Site& site, Duration utcOffset) {
  return timeOfDayText(instantOf(update), utcOffset) + " " +
         std::visit(Line{site, utcOffset}, update);
}

}  // namespace firedamp
