#include "historian/alarm_rows.h"

#include <algorithm>
#include <limits>

#include "historian/names.h"
#include "historian/sentence.h"

namespace firedamp {
namespace {

using Type = AlarmSource::Type;

constexpr const char* alarmColumns =
    "alarm_id, source_type, source_tag, kind, priority, state, at_us, raised_at_us, value_raw,"
    " value_unit, limit_raw, limit_unit, peak_raw, peak_unit, operator_id, first_out, audible,"
    " active, owed, holds, comment, until_us, cause_id, marks, grade, shelvings, change";
constexpr const char* dispositionColumns =
    "alarm_id, source_type, source_tag, kind, raised_at_us, at_us, operator_id, told, cause,"
    " action, closed";

template <typename Number>
Number narrowed(const Statement& row, int column) {
  return static_cast<Number>(
      std::clamp<std::int64_t>(row.integer(column), std::numeric_limits<Number>::min(),
                               std::numeric_limits<Number>::max()));
}

Instant instant(const Statement& row, int column) {
  return fromMicroseconds(row.integer(column));
}

Quantity quantity(const Statement& row, int column) {
  return {narrowed<std::int32_t>(row, column),
          unitOf(row.text(column + 1)).value_or(Unit::none)};
}

template <typename Things>
std::optional<std::uint32_t> indexOfTag(const Things& things, const std::string& tag) {
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].tag == tag) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

// The source in columns `column` (type) and the next (tag).
std::optional<AlarmSource> sourceOf(const Statement& row, int column, const Site& site) {
  const auto type = sourceTypeOf(row.text(column));
  if (!type) return std::nullopt;
  const std::string tag = row.text(column + 1);
  std::optional<std::uint32_t> id = 0;
  switch (*type) {
    case Type::point: id = indexOfTag(site.points, tag); break;
    case Type::node: id = indexOfTag(site.nodes, tag); break;
    case Type::relay: id = indexOfTag(site.relays, tag); break;
    case Type::link: id = indexOfTag(site.links, tag); break;
    case Type::system: break;
  }
  if (!id) return std::nullopt;
  return AlarmSource{*type, *id};
}

std::optional<AlarmEvent> alarmOf(const Statement& row, const Site& site) {
  const auto source = sourceOf(row, 1, site);
  const auto kind = alarmKindOf(row.text(3));
  const auto state = alarmStateOf(row.text(5));
  if (!source || !kind || !state) return std::nullopt;
  AlarmEvent alarm;
  alarm.id = AlarmId{narrowed<std::uint32_t>(row, 0)};
  alarm.source = *source;
  alarm.kind = *kind;
  alarm.priority = static_cast<Priority>(std::clamp<std::int64_t>(row.integer(4), 1, 5));
  alarm.state = *state;
  alarm.at = instant(row, 6);
  alarm.raisedAt = instant(row, 7);
  alarm.value = quantity(row, 8);
  alarm.limit = quantity(row, 10);
  alarm.peak = quantity(row, 12);
  alarm.by = OperatorId{narrowed<std::uint32_t>(row, 14)};
  alarm.firstOut = row.integer(15) != 0;
  alarm.audible = row.integer(16) != 0;
  alarm.active = row.integer(17) != 0;
  alarm.owed = row.integer(18) != 0;
  alarm.holds = row.integer(19) != 0;
  alarm.comment = row.text(20);
  alarm.until = instant(row, 21);
  alarm.cause = AlarmId{narrowed<std::uint32_t>(row, 22)};
  alarm.marks = narrowed<std::uint8_t>(row, 23);
  alarm.grade = narrowed<std::uint8_t>(row, 24);
  alarm.shelvings = narrowed<std::uint16_t>(row, 25);
  alarm.change = alarmChangeOf(row.text(26)).value_or(AlarmChange::raised);
  return alarm;
}

std::optional<AlarmDisposition> dispositionOf(const Statement& row, const Site& site) {
  const auto source = sourceOf(row, 1, site);
  const auto kind = alarmKindOf(row.text(3));
  if (!source || !kind) return std::nullopt;
  return AlarmDisposition{AlarmId{narrowed<std::uint32_t>(row, 0)},
                          *source,
                          *kind,
                          instant(row, 4),
                          instant(row, 5),
                          OperatorId{narrowed<std::uint32_t>(row, 6)},
                          row.text(7),
                          row.text(8),
                          row.text(9),
                          row.integer(10) != 0};
}

std::string selectOf(const char* columns, const char* rest) {
  return std::string{"SELECT "} + columns + rest;
}

}  // namespace

AlarmWriter::AlarmWriter(Database& database, const Site& site)
    : site_(site),
      alarm_(database, "INSERT INTO alarm VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                       " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      refusal_(database,
               "INSERT INTO alarm_refusal VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      disposition_(database, "INSERT INTO disposition VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      flood_(database, "INSERT INTO alarm_flood VALUES(?, ?, ?, ?)") {}

std::string AlarmWriter::tagOf(const AlarmSource& source) const {
  const auto tag = [&](const auto& things) {
    return source.id < things.size() ? things[source.id].tag : std::string{};
  };
  switch (source.type) {
    case Type::point: return tag(site_.points);
    case Type::node: return tag(site_.nodes);
    case Type::relay: return tag(site_.relays);
    case Type::link: return tag(site_.links);
    case Type::system: break;
  }
  return site_.tag;
}

int AlarmWriter::write(std::int64_t seq, const AlarmEvent& alarm) {
  const std::string tag = tagOf(alarm.source);
  return alarm_
      .with(seq, alarm.id.value, wordOf(alarm.source.type), tag, wordOf(alarm.kind),
            static_cast<int>(alarm.priority), wordOf(alarm.state), alarm.at, alarm.raisedAt,
            alarm.value.raw, wordOf(alarm.value.unit), alarm.limit.raw, wordOf(alarm.limit.unit),
            alarm.peak.raw, wordOf(alarm.peak.unit), alarm.by.value, alarm.firstOut,
            alarm.audible, alarm.active, alarm.owed, alarm.holds, alarm.comment, alarm.until,
            alarm.cause.value, alarm.marks, alarm.grade, alarm.shelvings, wordOf(alarm.change))
      .run();
}

int AlarmWriter::write(std::int64_t seq, const AlarmRefusal& refusal) {
  const std::string tag = tagOf(refusal.source);
  const std::string arguments = joinedArguments(refusal.why);
  const std::string words = english(refusal.why);
  return refusal_
      .with(seq, wordOf(refusal.asked), refusal.alarm.value, wordOf(refusal.source.type), tag,
            wordOf(refusal.kind), refusal.at, refusal.origin.person.value,
            wordOf(refusal.origin.role), refusal.origin.station, refusal.origin.reason,
            refusal.why.text, arguments, words)
      .run();
}

int AlarmWriter::write(std::int64_t seq, const AlarmDisposition& record) {
  const std::string tag = tagOf(record.source);
  return disposition_
      .with(seq, record.alarm.value, wordOf(record.source.type), tag, wordOf(record.kind),
            record.raisedAt, record.at, record.by.value, record.told, record.cause, record.action,
            record.closed)
      .run();
}

int AlarmWriter::write(std::int64_t seq, const AlarmFlood& flood) {
  return flood_.with(seq, flood.at, flood.on, flood.annunciated).run();
}

AlarmEntries::AlarmEntries(Database& database, const Site& site)
    : site_(site),
      alarm_(database, selectOf(alarmColumns, " FROM alarm WHERE seq = ?").c_str()),
      refusal_(database, "SELECT asked, source_type, source_tag, kind, alarm_id, at_us,"
                         " operator_id, role, station, reason, why, why_arguments"
                         " FROM alarm_refusal WHERE seq = ?"),
      disposition_(database,
                   selectOf(dispositionColumns, " FROM disposition WHERE seq = ?").c_str()),
      flood_(database, "SELECT at_us, started, annunciated FROM alarm_flood WHERE seq = ?") {}

std::optional<Update> AlarmEntries::entry(const std::string& kind, std::int64_t seq) {
  if (kind == "alarm refusal") return refusal(seq);
  if (kind == "alarm flood") return flood(seq);
  if (kind == "alarm" && alarm_.with(seq).step() == SQLITE_ROW) return alarmOf(alarm_, site_);
  if (kind == "disposition" && disposition_.with(seq).step() == SQLITE_ROW) {
    return dispositionOf(disposition_, site_);
  }
  return std::nullopt;
}

std::optional<Update> AlarmEntries::refusal(std::int64_t seq) {
  if (refusal_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  const auto asked = alarmAskedOf(refusal_.text(0));
  const auto source = sourceOf(refusal_, 1, site_);
  const auto kind = alarmKindOf(refusal_.text(3));
  if (!asked || !source || !kind) return std::nullopt;
  AlarmRefusal refusal;
  refusal.asked = *asked;
  refusal.source = *source;
  refusal.kind = *kind;
  refusal.alarm = AlarmId{narrowed<std::uint32_t>(refusal_, 4)};
  refusal.at = instant(refusal_, 5);
  refusal.origin.person = OperatorId{narrowed<std::uint32_t>(refusal_, 6)};
  refusal.origin.role = roleOf(refusal_.text(7)).value_or(Role::nobody);
  refusal.origin.station = refusal_.text(8);
  refusal.origin.reason = refusal_.text(9);
  refusal.why = phraseOf(refusal_.text(10), refusal_.text(11));
  return refusal;
}

std::optional<Update> AlarmEntries::flood(std::int64_t seq) {
  if (flood_.with(seq).step() != SQLITE_ROW) return std::nullopt;
  return AlarmFlood{flood_.integer(1) != 0, instant(flood_, 0),
                    narrowed<std::uint32_t>(flood_, 2)};
}

int readStanding(Database& database, const Site& site, std::vector<AlarmEvent>& standing) {
  const std::string sql =
      selectOf(alarmColumns, " FROM alarm WHERE state <> 'normal' AND seq IN"
                             " (SELECT max(seq) FROM alarm GROUP BY alarm_id) ORDER BY seq");
  Statement statement{database, sql.c_str()};
  int code = SQLITE_ROW;
  while ((code = statement.step()) == SQLITE_ROW) {
    // An alarm of something that the site no longer has cannot stand any more.
    if (const auto alarm = alarmOf(statement, site)) standing.push_back(*alarm);
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int readOpenDispositions(Database& database, const Site& site,
                         std::vector<AlarmDisposition>& open) {
  const std::string sql =
      selectOf(dispositionColumns, " FROM disposition WHERE closed = 0 AND seq IN"
                                   " (SELECT max(seq) FROM disposition GROUP BY alarm_id)"
                                   " ORDER BY seq");
  Statement statement{database, sql.c_str()};
  int code = SQLITE_ROW;
  while ((code = statement.step()) == SQLITE_ROW) {
    if (const auto record = dispositionOf(statement, site)) open.push_back(*record);
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

}  // namespace firedamp
