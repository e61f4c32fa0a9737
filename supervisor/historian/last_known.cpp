#include "historian/last_known.h"

#include <algorithm>
#include <limits>

#include "historian/alarm_rows.h"
#include "historian/names.h"
#include "historian/rows.h"

namespace firedamp {
namespace {

template <typename Number>
Number unsignedOf(std::int64_t value) {
  return static_cast<Number>(
      std::clamp<std::int64_t>(value, 0, std::numeric_limits<Number>::max()));
}

int readEvents(Database& database, const TagRows& rows, std::vector<StoredEvent>& events) {
  Statement newest{database,
                   "SELECT boot_id, event_seq, uptime_ms, at_us FROM node_event"
                   " WHERE node_id = ? ORDER BY seq DESC LIMIT 1"};
  for (std::size_t node = 0; node < rows.nodes.size(); ++node) {
    const int code = newest.with(rows.nodes[node]).step();
    if (code == SQLITE_DONE) continue;
    if (code != SQLITE_ROW) return code;
    events.push_back({NodeId{static_cast<std::uint32_t>(node)},
                      unsignedOf<std::uint16_t>(newest.integer(0)),
                      unsignedOf<std::uint16_t>(newest.integer(1)),
                      unsignedOf<std::uint32_t>(newest.integer(2)),
                      fromMicroseconds(newest.integer(3))});
  }
  return SQLITE_OK;
}

int readRules(Database& database, std::vector<RuleRecord>& rules) {
  const std::string sql = std::string{"SELECT "} + ruleColumns +
                          " FROM rule WHERE topic <> 'refusal' AND seq IN"
                          " (SELECT max(seq) FROM rule GROUP BY topic, tag) ORDER BY seq";
  Statement statement{database, sql.c_str()};
  int code = SQLITE_ROW;
  while ((code = statement.step()) == SQLITE_ROW) {
    if (auto record = ruleOf(statement)) rules.push_back(std::move(*record));
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int readHighest(Database& database, const char* sql, std::uint32_t& highest) {
  Statement statement{database, sql};
  const int code = statement.step();
  if (code != SQLITE_ROW) return code;
  highest = unsignedOf<std::uint32_t>(statement.integer(0));
  return SQLITE_OK;
}

}  // namespace

int readUsers(Database& database, std::vector<User>& users) {
  Statement statement{database, "SELECT id, name, role, enabled, verifier, changed_at_us"
                                " FROM users ORDER BY id"};
  int code = SQLITE_ROW;
  while ((code = statement.step()) == SQLITE_ROW) {
    // A role of a later version gives no rights here.
    const Role role = roleOf(statement.text(2)).value_or(Role::nobody);
    users.push_back({OperatorId{unsignedOf<std::uint16_t>(statement.integer(0))},
                     statement.text(1), role, statement.integer(3) != 0, statement.text(4),
                     fromMicroseconds(statement.integer(5))});
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int readLastKnown(Database& database, const Site& site, const TagRows& rows, LastKnown& known) {
  int code = readEvents(database, rows, known.events);
  if (code == SQLITE_OK) code = readStanding(database, site, known.standing);
  if (code == SQLITE_OK) code = readRules(database, known.rules);
  if (code == SQLITE_OK) code = readOpenDispositions(database, site, known.dispositions);
  if (code == SQLITE_OK) {
    code = readHighest(database, "SELECT coalesce(max(alarm_id), 0) FROM alarm", known.lastAlarm);
  }
  if (code == SQLITE_OK) {
    code = readHighest(database, "SELECT coalesce(max(command_id), 0) FROM command",
                       known.lastCommand);
  }
  if (code == SQLITE_OK) code = readUsers(database, known.users);
  if (code == SQLITE_OK) {
    const auto newest = database.integer("SELECT coalesce(max(seq), 0) FROM journal");
    if (!newest) return sqlite3_extended_errcode(database.handle());
    known.journalRows = *newest;
  }
  return code;
}

}  // namespace firedamp
