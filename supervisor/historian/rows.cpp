#include "historian/rows.h"

#include <algorithm>
#include <limits>

#include "historian/names.h"
#include "historian/sentence.h"

namespace firedamp {
namespace {

template <typename Number>
Number narrowed(std::int64_t value) {
  return static_cast<Number>(
      std::clamp<std::int64_t>(value, std::numeric_limits<Number>::min(),
                               std::numeric_limits<Number>::max()));
}

template <typename Number>
Number narrowed(const Statement& row, int column) {
  return narrowed<Number>(row.integer(column));
}

Instant instant(const Statement& row, int column) {
  return fromMicroseconds(row.integer(column));
}

}  // namespace

const char* const ruleColumns =
    "topic, tag, at_us, present, until_us, number, operator_id, role, station, reason, words,"
    " why, why_arguments";

std::optional<RuleRecord> ruleOf(const Statement& row) {
  const auto topic = topicOf(row.text(0));
  const auto role = roleOf(row.text(7));
  if (!topic || !role) return std::nullopt;
  RuleRecord record;
  record.topic = *topic;
  record.tag = row.text(1);
  record.at = instant(row, 2);
  record.present = row.integer(3) != 0;
  record.until = instant(row, 4);
  record.number = row.integer(5);
  record.origin.person = OperatorId{narrowed<std::uint32_t>(row, 6)};
  record.origin.role = *role;
  record.origin.station = row.text(8);
  record.origin.reason = row.text(9);
  record.words = row.text(10);
  record.why = phraseOf(row.text(11), row.text(12));
  return record;
}

JournalEntries::JournalEntries(Database& database, const Site& site, const TagRows& rows)
    : rows_(rows),
      alarms_(database, site),
      command_(database, "SELECT command_id, kind, relay_id, stage, at_us, operator_id, reason,"
                         " node_status, node_detail, expires_at_us, node_id, parameter, role,"
                         " station, proof, reading_at_us, decided_at_us, sent_at_us,"
                         " acknowledged_at_us, fed_back_at_us FROM command WHERE seq = ?"),
      unmet_(database, "SELECT sentence, part, words FROM command_unmet WHERE seq = ?"
                       " ORDER BY sentence, part"),
      event_(database, "SELECT node_id, boot_id, event_seq, uptime_ms, at_us, time_uncertain,"
                       " code, channel, value_raw FROM node_event WHERE seq = ?"),
      lost_(database, "SELECT node_id, at_us, count FROM events_lost WHERE seq = ?"),
      health_(database, "SELECT part, ok, at_us, detail FROM health WHERE seq = ?"),
      people_(database, "SELECT kind, at_us, operator_id, operator_name, station, subject_id,"
                        " subject_name, detail, detail_arguments FROM people WHERE seq = ?"),
      rule_(database, (std::string{"SELECT "} + ruleColumns +
                       " FROM rule WHERE seq = ?").c_str()) {}

std::optional<Update> JournalEntries::entry(const std::string& kind, std::int64_t seq) {
  if (kind == "command") return command(seq);
  if (kind == "node event") return nodeEvent(seq);
  if (kind == "events lost") return eventsLost(seq);
  if (kind == "health") return health(seq);
  if (kind == "people") return people(seq);
  if (kind == "rule") return rule(seq);
  return alarms_.entry(kind, seq);
}

std::optional<Update> JournalEntries::command(std::int64_t seq) {
  if (command_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto kind = commandKindOf(command_.text(1));
  const auto relay = kind && forRelay(*kind) ? indexOf(rows_.relays, command_.integer(2)) : 0;
  const auto node = indexOf(rows_.nodes, command_.integer(10));
  const auto stage = commandStageOf(command_.text(3));
  if (!kind || !relay || !node || !stage) return std::nullopt;
  CommandEvent event;
  event.node = NodeId{*node};
  event.id = CommandId{narrowed<std::uint32_t>(command_, 0)};
  event.kind = *kind;
  event.relay = RelayId{*relay};
  event.stage = *stage;
  event.at = instant(command_, 4);
  event.origin = {OperatorId{narrowed<std::uint32_t>(command_, 5)}, command_.text(6)};
  event.nodeStatus = narrowed<std::uint16_t>(command_, 7);
  event.nodeDetail = narrowed<std::uint16_t>(command_, 8);
  event.expiresAt = instant(command_, 9);
  event.parameter = narrowed<std::uint16_t>(command_, 11);
  event.origin.role = roleOf(command_.text(12)).value_or(Role::nobody);
  event.origin.station = command_.text(13);
  event.proof = proofOf(command_.text(14)).value_or(CommandProof::none);
  event.times = {instant(command_, 15), instant(command_, 16), instant(command_, 17),
                 instant(command_, 18), instant(command_, 19)};
  event.unmet = unmet(seq);
  return event;
}

std::vector<Phrase> JournalEntries::unmet(std::int64_t seq) {
  std::vector<Phrase> sentences;
  unmet_.with(seq);
  while (unmet_.step() == SQLITE_ROW) {
    if (unmet_.integer(1) == 0) {
      sentences.push_back({interned(unmet_.text(2)), {}});
    } else if (!sentences.empty()) {
      sentences.back().arguments.push_back(unmet_.text(2));
    }
  }
  return sentences;
}

std::optional<Update> JournalEntries::nodeEvent(std::int64_t seq) {
  if (event_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto node = indexOf(rows_.nodes, event_.integer(0));
  if (!node) return std::nullopt;
  NodeEvent event;
  event.node = NodeId{*node};
  event.bootId = narrowed<std::uint16_t>(event_, 1);
  event.seq = narrowed<std::uint16_t>(event_, 2);
  event.uptime_ms = narrowed<std::uint32_t>(event_, 3);
  event.at = instant(event_, 4);
  event.timeUncertain = event_.integer(5) != 0;
  event.code = narrowed<std::uint8_t>(event_, 6);
  event.channel = narrowed<std::uint8_t>(event_, 7);
  event.value = narrowed<std::int16_t>(event_, 8);
  return event;
}

std::optional<Update> JournalEntries::eventsLost(std::int64_t seq) {
  if (lost_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto node = indexOf(rows_.nodes, lost_.integer(0));
  if (!node) return std::nullopt;
  return EventsLost{NodeId{*node}, instant(lost_, 1), narrowed<std::uint16_t>(lost_, 2)};
}

std::optional<Update> JournalEntries::rule(std::int64_t seq) {
  if (rule_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  return ruleOf(rule_);
}

std::optional<Update> JournalEntries::people(std::int64_t seq) {
  if (people_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto kind = peopleKindOf(people_.text(0));
  if (!kind) return std::nullopt;
  return PeopleEvent{*kind,
                     instant(people_, 1),
                     OperatorId{narrowed<std::uint32_t>(people_, 2)},
                     people_.text(3),
                     people_.text(4),
                     OperatorId{narrowed<std::uint32_t>(people_, 5)},
                     people_.text(6),
                     phraseOf(people_.text(7), people_.text(8))};
}

std::optional<Update> JournalEntries::health(std::int64_t seq) {
  if (health_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto part = healthPartOf(health_.text(0));
  if (!part) return std::nullopt;
  return HealthReport{*part, health_.integer(1) != 0, instant(health_, 2), health_.text(3)};
}

}  // namespace firedamp
