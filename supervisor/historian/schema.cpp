#include "historian/schema.h"

namespace firedamp {

// Times are microseconds since 1970-01-01T00:00:00Z, at_us. Values are the scaled integers of the
// wire: value_raw / 10^decimals is the number in `unit`. Things of the site (point, node ...) keep
// their row for ever, found by tag; a point whose unit changes gets a new row.
const char* const schemaSql = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE link(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
CREATE TABLE node(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, class TEXT NOT NULL,
  place_en TEXT NOT NULL, place_zh TEXT NOT NULL) STRICT;
CREATE TABLE point(id INTEGER PRIMARY KEY, tag TEXT NOT NULL, unit TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6), name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL, UNIQUE(tag, unit)) STRICT;
CREATE TABLE relay(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL) STRICT;
CREATE TABLE area(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL) STRICT;

-- What happened; see journal.h. body and hash are NULL only inside a transaction. The triggers stop
-- accidents, the chain of hashes shows edits.
CREATE TABLE journal(seq INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL
    CHECK (kind IN ('alarm', 'command', 'node event', 'events lost', 'health', 'people', 'rule',
                    'site', 'seal', 'alarm refusal', 'disposition', 'alarm flood',
                    'configuration')), body TEXT,
  hash BLOB) STRICT;
CREATE INDEX journal_of_kind ON journal(kind, seq) WHERE kind IN ('site', 'seal');
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal WHEN OLD.hash IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_contents BEFORE UPDATE ON journal WHEN OLD.hash IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  BEGIN SELECT RAISE(ABORT, 'a row of the journal has the next number'); END;
CREATE TABLE node_event(seq INTEGER PRIMARY KEY REFERENCES journal,
  node_id INTEGER NOT NULL REFERENCES node, boot_id INTEGER NOT NULL, event_seq INTEGER NOT NULL,
  uptime_ms INTEGER NOT NULL, at_us INTEGER NOT NULL, time_uncertain INTEGER NOT NULL,
  code INTEGER NOT NULL, channel INTEGER NOT NULL, value_raw INTEGER NOT NULL,
  UNIQUE(node_id, boot_id, event_seq, uptime_ms)) STRICT;
CREATE INDEX node_event_newest ON node_event(node_id, seq);
CREATE TABLE events_lost(seq INTEGER PRIMARY KEY REFERENCES journal,
  node_id INTEGER NOT NULL REFERENCES node, at_us INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
CREATE TABLE alarm(seq INTEGER PRIMARY KEY REFERENCES journal, alarm_id INTEGER NOT NULL,
  source_type TEXT NOT NULL, source_tag TEXT NOT NULL, kind TEXT NOT NULL,
  priority INTEGER NOT NULL, state TEXT NOT NULL, at_us INTEGER NOT NULL,
  raised_at_us INTEGER NOT NULL, value_raw INTEGER NOT NULL, value_unit TEXT NOT NULL,
  limit_raw INTEGER NOT NULL, limit_unit TEXT NOT NULL, peak_raw INTEGER NOT NULL,
  peak_unit TEXT NOT NULL, operator_id INTEGER NOT NULL, first_out INTEGER NOT NULL,
  audible INTEGER NOT NULL, active INTEGER NOT NULL, owed INTEGER NOT NULL,
  holds INTEGER NOT NULL, comment TEXT NOT NULL, until_us INTEGER NOT NULL,
  cause_id INTEGER NOT NULL, marks INTEGER NOT NULL, grade INTEGER NOT NULL,
  shelvings INTEGER NOT NULL, change TEXT NOT NULL) STRICT;
CREATE INDEX alarm_newest ON alarm(alarm_id, seq);
-- What was asked of an alarm and not done. Template, arguments apart by U+001F, and the words.
CREATE TABLE alarm_refusal(seq INTEGER PRIMARY KEY REFERENCES journal, asked TEXT NOT NULL,
  alarm_id INTEGER NOT NULL, source_type TEXT NOT NULL, source_tag TEXT NOT NULL,
  kind TEXT NOT NULL, at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL, role TEXT NOT NULL,
  station TEXT NOT NULL, reason TEXT NOT NULL, why TEXT NOT NULL, why_arguments TEXT NOT NULL,
  why_text TEXT NOT NULL) STRICT;
-- Accounts of alarms; the newest row of an alarm is the one that counts.
CREATE TABLE disposition(seq INTEGER PRIMARY KEY REFERENCES journal, alarm_id INTEGER NOT NULL,
  source_type TEXT NOT NULL, source_tag TEXT NOT NULL, kind TEXT NOT NULL,
  raised_at_us INTEGER NOT NULL, at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL,
  told TEXT NOT NULL, cause TEXT NOT NULL, action TEXT NOT NULL, closed INTEGER NOT NULL) STRICT;
CREATE INDEX disposition_newest ON disposition(alarm_id, seq);
CREATE TABLE alarm_flood(seq INTEGER PRIMARY KEY REFERENCES journal, at_us INTEGER NOT NULL,
  started INTEGER NOT NULL, annunciated INTEGER NOT NULL) STRICT;
CREATE TABLE command(seq INTEGER PRIMARY KEY REFERENCES journal, command_id INTEGER NOT NULL,
  kind TEXT NOT NULL, relay_id INTEGER REFERENCES relay, stage TEXT NOT NULL,
  at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL, reason TEXT NOT NULL,
  node_status INTEGER NOT NULL, node_detail INTEGER NOT NULL, expires_at_us INTEGER NOT NULL,
  unmet_text TEXT NOT NULL, node_id INTEGER NOT NULL REFERENCES node, parameter INTEGER NOT NULL,
  role TEXT NOT NULL, station TEXT NOT NULL, proof TEXT NOT NULL, reading_at_us INTEGER NOT NULL,
  decided_at_us INTEGER NOT NULL, sent_at_us INTEGER NOT NULL,
  acknowledged_at_us INTEGER NOT NULL, fed_back_at_us INTEGER NOT NULL) STRICT;
CREATE INDEX command_newest ON command(command_id, seq);
-- The sentences of command.unmet_text in parts: part 0 is the template, the others its arguments.
CREATE TABLE command_unmet(seq INTEGER NOT NULL REFERENCES command, sentence INTEGER NOT NULL,
  part INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY(seq, sentence, part))
  STRICT, WITHOUT ROWID;
CREATE TABLE health(seq INTEGER PRIMARY KEY REFERENCES journal, part TEXT NOT NULL,
  ok INTEGER NOT NULL, at_us INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;
-- What people did. Template and arguments of its sentence, the arguments apart by U+001F.
CREATE TABLE people(seq INTEGER PRIMARY KEY REFERENCES journal, kind TEXT NOT NULL,
  at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL, operator_name TEXT NOT NULL,
  station TEXT NOT NULL, subject_id INTEGER NOT NULL, subject_name TEXT NOT NULL,
  detail TEXT NOT NULL, detail_arguments TEXT NOT NULL, detail_text TEXT NOT NULL) STRICT;
-- What the rules remember: the last row of each topic and tag is the state.
CREATE TABLE rule(seq INTEGER PRIMARY KEY REFERENCES journal, topic TEXT NOT NULL,
  tag TEXT NOT NULL, at_us INTEGER NOT NULL, present INTEGER NOT NULL,
  until_us INTEGER NOT NULL, number INTEGER NOT NULL, operator_id INTEGER NOT NULL,
  role TEXT NOT NULL, station TEXT NOT NULL, reason TEXT NOT NULL, words TEXT NOT NULL,
  why TEXT NOT NULL, why_arguments TEXT NOT NULL) STRICT;
CREATE INDEX rule_newest ON rule(topic, tag, seq);
-- Accounts as they are. verifier: scrypt parameters, salt and key, never a password.
CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  enabled INTEGER NOT NULL, verifier TEXT NOT NULL, changed_at_us INTEGER NOT NULL) STRICT;

-- The site's files, when they are others than before.
CREATE TABLE configuration(seq INTEGER PRIMARY KEY REFERENCES journal, version TEXT NOT NULL,
  at_us INTEGER NOT NULL) STRICT;
CREATE TABLE configuration_file(seq INTEGER NOT NULL REFERENCES configuration,
  name TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(seq, name)) STRICT, WITHOUT ROWID;

-- States: a row when something changes, not when it is polled.
CREATE TABLE node_state(id INTEGER PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node,
  at_us INTEGER NOT NULL, state TEXT NOT NULL, status INTEGER NOT NULL,
  uptime_ms INTEGER NOT NULL, boot_id INTEGER NOT NULL, serial INTEGER NOT NULL,
  firmware INTEGER NOT NULL) STRICT;
CREATE TABLE relay_state(id INTEGER PRIMARY KEY, relay_id INTEGER NOT NULL REFERENCES relay,
  at_us INTEGER NOT NULL, known INTEGER NOT NULL, commanded INTEGER NOT NULL,
  coil INTEGER NOT NULL, feedback INTEGER NOT NULL, interlock INTEGER NOT NULL,
  trip_cause INTEGER NOT NULL) STRICT;
CREATE TABLE link_state(id INTEGER PRIMARY KEY, link_id INTEGER NOT NULL REFERENCES link,
  at_us INTEGER NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE TABLE area_state(id INTEGER PRIMARY KEY, area_id INTEGER NOT NULL REFERENCES area,
  at_us INTEGER NOT NULL, power TEXT NOT NULL) STRICT;

CREATE VIEW alarm_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, alarm_id,
  source_tag AS tag, kind, priority, state,
  value_raw / CASE value_unit WHEN '' THEN 1.0 WHEN 'mV' THEN 1.0 WHEN 'm3' THEN 10.0
    WHEN 'degC' THEN 10.0 ELSE 100.0 END AS value,
  limit_raw / CASE limit_unit WHEN '' THEN 1.0 WHEN 'mV' THEN 1.0 WHEN 'm3' THEN 10.0
    WHEN 'degC' THEN 10.0 ELSE 100.0 END AS limit_value,
  value_unit AS unit, operator_id, first_out, change, comment, marks, grade,
  iif(until_us > 0, strftime('%Y-%m-%d %H:%M:%f', until_us / 1e6, 'unixepoch'), NULL) AS until_utc
  FROM alarm;
CREATE VIEW disposition_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, alarm_id,
  source_tag AS tag, kind, operator_id, told, cause, action, closed FROM disposition;
CREATE VIEW alarm_refusal_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, asked, alarm_id,
  source_tag AS tag, kind, operator_id, role, station, reason, why_text FROM alarm_refusal;
CREATE VIEW command_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, command_id, kind,
  coalesce(relay.tag, node.tag) AS tag, stage, operator_id, reason, node_status, node_detail,
  unmet_text, role, station, proof,
  iif(reading_at_us > 0, (decided_at_us - reading_at_us) / 1000, NULL) AS decided_after_ms,
  iif(sent_at_us > 0, (sent_at_us - decided_at_us) / 1000, NULL) AS sent_after_ms,
  iif(acknowledged_at_us > 0, (acknowledged_at_us - sent_at_us) / 1000, NULL)
    AS acknowledged_after_ms,
  iif(fed_back_at_us > 0, (fed_back_at_us - decided_at_us) / 1000, NULL) AS fed_back_after_ms
  FROM command JOIN node ON node.id = node_id LEFT JOIN relay ON relay.id = relay_id;
CREATE VIEW people_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, kind, operator_id,
  operator_name, station, subject_name, detail_text FROM people;
CREATE VIEW node_event_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, time_uncertain, tag,
  boot_id, event_seq, uptime_ms, printf('0x%02X', code) AS code, channel, value_raw
  FROM node_event JOIN node ON node.id = node_id;
CREATE VIEW relay_view AS SELECT
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, tag, known, commanded,
  coil, feedback, interlock, trip_cause FROM relay_state JOIN relay ON relay.id = relay_id;
)sql";

// A CHECK cannot be altered but where the schema itself is kept (sqlite.org/lang_altertable.html,
// "Making Other Kinds Of Table Schema Changes", the second procedure).
const char* const schemaTo4 = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''configuration'')',
  '''configuration'', ''account'', ''archive'')') WHERE type = 'table' AND name = 'journal';
PRAGMA writable_schema = RESET;
-- Accounts as they became: what `users` follows from. The verifier itself stays out of the journal,
-- which is copied and shown.
CREATE TABLE account(seq INTEGER PRIMARY KEY REFERENCES journal, id INTEGER NOT NULL,
  name TEXT NOT NULL, role TEXT NOT NULL, enabled INTEGER NOT NULL,
  changed_at_us INTEGER NOT NULL, verifier_sha256 TEXT NOT NULL) STRICT;
-- A month's samples, closed: month as 202611, digests as hexadecimal text. summaries: of what stays
-- when the samples themselves go (month_digest.h).
CREATE TABLE archive(seq INTEGER PRIMARY KEY REFERENCES journal, month INTEGER NOT NULL,
  bytes INTEGER NOT NULL, samples INTEGER NOT NULL, sha256 TEXT NOT NULL,
  summaries_sha256 TEXT NOT NULL) STRICT;
)sql";

const char* const schemaTo5 = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''archive'')', '''archive'', ''note'', ''retention'')')
  WHERE type = 'table' AND name = 'journal';
PRAGMA writable_schema = RESET;
-- Words of people about a while; tag: of a point, node ..., or nothing.
CREATE TABLE note(seq INTEGER PRIMARY KEY REFERENCES journal, at_us INTEGER NOT NULL,
  until_us INTEGER NOT NULL, author TEXT NOT NULL, tag TEXT NOT NULL, words TEXT NOT NULL) STRICT;
-- What the engine did with a closed month (upkeep.h).
CREATE TABLE retention(seq INTEGER PRIMARY KEY REFERENCES journal, month INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('copied', 'thinned')), bytes INTEGER NOT NULL,
  place TEXT NOT NULL) STRICT;
CREATE VIEW note_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc,
  strftime('%Y-%m-%d %H:%M:%f', until_us / 1e6, 'unixepoch') AS until_utc, author, tag, words
  FROM note;
-- What was noted of calibrations, and what the nodes told of them.
CREATE VIEW calibration_view AS SELECT seq,
  strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch') AS at_utc, tag,
  iif(present, 'passed', 'failed') AS what,
  iif(until_us > 0, strftime('%Y-%m-%d %H:%M:%f', until_us / 1e6, 'unixepoch'), NULL) AS due_utc,
  operator_id, role, station, words, NULL AS value_raw FROM rule WHERE topic = 'calibration'
  UNION ALL SELECT seq, strftime('%Y-%m-%d %H:%M:%f', at_us / 1e6, 'unixepoch'), tag,
  iif(code = 0x70, 'begins', 'ends'), NULL, NULL, NULL, NULL, NULL, value_raw
  FROM node_event JOIN node ON node.id = node_id WHERE code IN (0x70, 0x71);
-- Lives of a node between two starts, as its events tell of them.
CREATE VIEW boot_epoch_view AS SELECT tag, boot_id, min(seq) AS first_seq, max(seq) AS last_seq,
  strftime('%Y-%m-%d %H:%M:%f', min(iif(time_uncertain, NULL, at_us - 1000 * uptime_ms)) / 1e6,
    'unixepoch') AS started_utc, max(uptime_ms) AS uptime_ms, count(*) AS events
  FROM node_event JOIN node ON node.id = node_id GROUP BY node_id, boot_id;
)sql";

}  // namespace firedamp
