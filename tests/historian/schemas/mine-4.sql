-- mine.db of schema 4, as the program of that version wrote it (sqlite3 mine.db .dump).
PRAGMA application_id = 1297304625;
PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE link(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
INSERT INTO link VALUES(1,'bus','modbus-tcp');
CREATE TABLE node(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, class TEXT NOT NULL,
  place_en TEXT NOT NULL, place_zh TEXT NOT NULL) STRICT;
INSERT INTO node VALUES(1,'CH4-01','methane','','');
INSERT INTO node VALUES(2,'RLY-01','relay','','');
CREATE TABLE point(id INTEGER PRIMARY KEY, tag TEXT NOT NULL, unit TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6), name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL, UNIQUE(tag, unit)) STRICT;
INSERT INTO point VALUES(1,'CH4-01','%CH4',2,'','');
INSERT INTO point VALUES(2,'CH4-01.T','degC',1,'','');
CREATE TABLE relay(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL) STRICT;
INSERT INTO relay VALUES(1,'RLY-01','','');
CREATE TABLE area(id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL) STRICT;
INSERT INTO area VALUES(1,'FACE','','');
CREATE TABLE journal(seq INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL
    CHECK (kind IN ('alarm', 'command', 'node event', 'events lost', 'health', 'people', 'rule',
                    'site', 'seal', 'alarm refusal', 'disposition', 'alarm flood',
                    'configuration', 'account', 'archive')), body TEXT,
  hash BLOB) STRICT;
INSERT INTO journal VALUES(1,1700000030000000,'site','{"link":[{"id":1,"tag":"bus","kind":"modbus-tcp"}],"node":[{"id":1,"tag":"CH4-01","class":"methane","place_en":"","place_zh":""},{"id":2,"tag":"RLY-01","class":"relay","place_en":"","place_zh":""}],"point":[{"id":1,"tag":"CH4-01","unit":"%CH4","decimals":2,"name_en":"","name_zh":""},{"id":2,"tag":"CH4-01.T","unit":"degC","decimals":1,"name_en":"","name_zh":""}],"relay":[{"id":1,"tag":"RLY-01","name_en":"","name_zh":""}],"area":[{"id":1,"tag":"FACE","name_en":"","name_zh":""}]}',X'd962b9ad7a8a93f3d70fca6d39424c3bf542e9c85516615a38090e08117c8716');
INSERT INTO journal VALUES(2,1700000000000000,'configuration','{"configuration":[{"version":"0123456789abcdef","at_us":1700000000000000}],"configuration_file":[{"name":"site.toml","content":"tag = \"MINE\"\n"}]}',X'818d71a05d7923490a9acc99ad9fffe5a1ed57d54b6adf225f43d5a2cf4f5edd');
INSERT INTO journal VALUES(3,1700000001000000,'people','{"people":[{"kind":"logged in","at_us":1700000001000000,"operator_id":0,"operator_name":"li","station":"","subject_id":0,"subject_name":"","detail":"","detail_arguments":"","detail_text":""}]}',X'37efe624b37145e226b7d456016ebbbb0590872bf3300b688dd5ae1ce7b47112');
INSERT INTO journal VALUES(4,1700000001000000,'node event','{"node_event":[{"node_id":1,"boot_id":7,"event_seq":1,"uptime_ms":1000,"at_us":1700000001000000,"time_uncertain":0,"code":66,"channel":1,"value_raw":105}]}',X'49f67753581cbaf9b91761a61e6275726f18b2a8e3e94ec6baaa15f87c17975e');
INSERT INTO journal VALUES(5,1700000010000000,'alarm','{"alarm":[{"alarm_id":1,"source_type":"point","source_tag":"CH4-01","kind":"trip","priority":1,"state":"unacknowledged","at_us":1700000010000000,"raised_at_us":1700000001000000,"value_raw":162,"value_unit":"%CH4","limit_raw":150,"limit_unit":"%CH4","peak_raw":171,"peak_unit":"%CH4","operator_id":12,"first_out":1,"audible":1,"active":0,"owed":0,"holds":0,"comment":"","until_us":0,"cause_id":0,"marks":0,"grade":0,"shelvings":0,"change":"raised"}]}',X'df81b9f489f054ba85ae1e685b6a498bdb6e973674b4ca69234b8687459739d5');
INSERT INTO journal VALUES(6,1700000020000000,'command','{"command":[{"command_id":1,"kind":"restore","relay_id":1,"stage":"refused","at_us":1700000020000000,"operator_id":12,"reason":"shift start","node_status":4,"node_detail":2,"expires_at_us":1700000030000000,"unmet_text":"CH4-01 is at 1.20 %CH4, expected below 1.00 %CH4; no air","node_id":2,"parameter":0,"role":"dispatcher","station":"desktop","proof":"mac","reading_at_us":1700000016000000,"decided_at_us":1700000017000000,"sent_at_us":1700000018000000,"acknowledged_at_us":1700000019000000,"fed_back_at_us":0}],"command_unmet":[{"sentence":0,"part":0,"words":"%1 is at %2, expected below %3"},{"sentence":0,"part":1,"words":"CH4-01"},{"sentence":0,"part":2,"words":"1.20 %CH4"},{"sentence":0,"part":3,"words":"1.00 %CH4"},{"sentence":1,"part":0,"words":"no air"}]}',X'17327a4c0d6d48d7b518ffe1510ac8095dc5ceae3fe7f8fccfcdf25a0a40b989');
INSERT INTO journal VALUES(7,1700000030000000,'events lost','{"events_lost":[{"node_id":1,"at_us":1700000030000000,"count":3}]}',X'6d1b4bbab065a12e46ca9d61c9cca0a1fe6e0237ae0f9b0812be89b6822690b0');
INSERT INTO journal VALUES(8,1700004000000000,'alarm','{"alarm":[{"alarm_id":1,"source_type":"point","source_tag":"CH4-01","kind":"trip","priority":1,"state":"normal","at_us":1700004000000000,"raised_at_us":1700000001000000,"value_raw":162,"value_unit":"%CH4","limit_raw":150,"limit_unit":"%CH4","peak_raw":171,"peak_unit":"%CH4","operator_id":12,"first_out":1,"audible":0,"active":0,"owed":0,"holds":0,"comment":"","until_us":0,"cause_id":0,"marks":0,"grade":0,"shelvings":0,"change":"raised"}]}',X'5aac623bf4303fcb04d47ba4c43a0faa9fa2efc7771484c5a75298e276ca8cb0');
INSERT INTO journal VALUES(9,1700004000000000,'seal','{"head":"5aac623bf4303fcb04d47ba4c43a0faa9fa2efc7771484c5a75298e276ca8cb0","public_key":"f51822d4f513f66c872c96a40543dd74b382c2cfa87bfe073bfb44335acea034","signature":"1f446cd316a6b2e36422a9a344e07684e41b126d63137e401828d5060928b6568e506fd592bcb00f6621cf65e71b8d28740829f351eac79555952e713aba5a00"}',X'b4419c629a76566d602c951c94f6a64ee348ee6b1ba1e52930dede31a84677f0');
INSERT INTO journal VALUES(10,1700000003000000,'account','{"account":[{"id":3,"name":"li","role":"engineer","enabled":1,"changed_at_us":1700000001000000,"verifier_sha256":"330670965d23e63a51faf445e5c2e5553c23e97b160e7df753ad77cd2c7316e1"}]}',X'5e8a28e2bd0bc13a0244c2a21a29c980e62e3397dfbb5f7483289a1f72a3e4eb');
INSERT INTO journal VALUES(11,1700000003000000,'account','{"account":[{"id":4,"name":"wu","role":"viewer","enabled":0,"changed_at_us":1700004000000000,"verifier_sha256":"eb1634b07a7a63a7d0d5f268f8d9cad19c96e33c2b66cad0ebb0d7942bfe8d98"}]}',X'c4f86292d732e2e85db8f89501e3092985c91008c91b19b29b4c78c67eddcb07');
INSERT INTO journal VALUES(12,1700000003000000,'node event','{"node_event":[{"node_id":1,"boot_id":7,"event_seq":3,"uptime_ms":3000,"at_us":1700000003000000,"time_uncertain":0,"code":66,"channel":1,"value_raw":105}]}',X'05df7f42d639e180b10197049d8f8a443297c32f06bf175ff4b086914f7cbee5');
CREATE TABLE node_event(seq INTEGER PRIMARY KEY REFERENCES journal,
  node_id INTEGER NOT NULL REFERENCES node, boot_id INTEGER NOT NULL, event_seq INTEGER NOT NULL,
  uptime_ms INTEGER NOT NULL, at_us INTEGER NOT NULL, time_uncertain INTEGER NOT NULL,
  code INTEGER NOT NULL, channel INTEGER NOT NULL, value_raw INTEGER NOT NULL,
  UNIQUE(node_id, boot_id, event_seq, uptime_ms)) STRICT;
INSERT INTO node_event VALUES(4,1,7,1,1000,1700000001000000,0,66,1,105);
INSERT INTO node_event VALUES(12,1,7,3,3000,1700000003000000,0,66,1,105);
CREATE TABLE events_lost(seq INTEGER PRIMARY KEY REFERENCES journal,
  node_id INTEGER NOT NULL REFERENCES node, at_us INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
INSERT INTO events_lost VALUES(7,1,1700000030000000,3);
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
INSERT INTO alarm VALUES(5,1,'point','CH4-01','trip',1,'unacknowledged',1700000010000000,1700000001000000,162,'%CH4',150,'%CH4',171,'%CH4',12,1,1,0,0,0,'',0,0,0,0,0,'raised');
INSERT INTO alarm VALUES(8,1,'point','CH4-01','trip',1,'normal',1700004000000000,1700000001000000,162,'%CH4',150,'%CH4',171,'%CH4',12,1,0,0,0,0,'',0,0,0,0,0,'raised');
CREATE TABLE alarm_refusal(seq INTEGER PRIMARY KEY REFERENCES journal, asked TEXT NOT NULL,
  alarm_id INTEGER NOT NULL, source_type TEXT NOT NULL, source_tag TEXT NOT NULL,
  kind TEXT NOT NULL, at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL, role TEXT NOT NULL,
  station TEXT NOT NULL, reason TEXT NOT NULL, why TEXT NOT NULL, why_arguments TEXT NOT NULL,
  why_text TEXT NOT NULL) STRICT;
CREATE TABLE disposition(seq INTEGER PRIMARY KEY REFERENCES journal, alarm_id INTEGER NOT NULL,
  source_type TEXT NOT NULL, source_tag TEXT NOT NULL, kind TEXT NOT NULL,
  raised_at_us INTEGER NOT NULL, at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL,
  told TEXT NOT NULL, cause TEXT NOT NULL, action TEXT NOT NULL, closed INTEGER NOT NULL) STRICT;
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
INSERT INTO command VALUES(6,1,'restore',1,'refused',1700000020000000,12,'shift start',4,2,1700000030000000,'CH4-01 is at 1.20 %CH4, expected below 1.00 %CH4; no air',2,0,'dispatcher','desktop','mac',1700000016000000,1700000017000000,1700000018000000,1700000019000000,0);
CREATE TABLE command_unmet(seq INTEGER NOT NULL REFERENCES command, sentence INTEGER NOT NULL,
  part INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY(seq, sentence, part))
  STRICT, WITHOUT ROWID;
INSERT INTO command_unmet VALUES(6,0,0,'%1 is at %2, expected below %3');
INSERT INTO command_unmet VALUES(6,0,1,'CH4-01');
INSERT INTO command_unmet VALUES(6,0,2,'1.20 %CH4');
INSERT INTO command_unmet VALUES(6,0,3,'1.00 %CH4');
INSERT INTO command_unmet VALUES(6,1,0,'no air');
CREATE TABLE health(seq INTEGER PRIMARY KEY REFERENCES journal, part TEXT NOT NULL,
  ok INTEGER NOT NULL, at_us INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE TABLE people(seq INTEGER PRIMARY KEY REFERENCES journal, kind TEXT NOT NULL,
  at_us INTEGER NOT NULL, operator_id INTEGER NOT NULL, operator_name TEXT NOT NULL,
  station TEXT NOT NULL, subject_id INTEGER NOT NULL, subject_name TEXT NOT NULL,
  detail TEXT NOT NULL, detail_arguments TEXT NOT NULL, detail_text TEXT NOT NULL) STRICT;
INSERT INTO people VALUES(3,'logged in',1700000001000000,0,'li','',0,'','','','');
CREATE TABLE rule(seq INTEGER PRIMARY KEY REFERENCES journal, topic TEXT NOT NULL,
  tag TEXT NOT NULL, at_us INTEGER NOT NULL, present INTEGER NOT NULL,
  until_us INTEGER NOT NULL, number INTEGER NOT NULL, operator_id INTEGER NOT NULL,
  role TEXT NOT NULL, station TEXT NOT NULL, reason TEXT NOT NULL, words TEXT NOT NULL,
  why TEXT NOT NULL, why_arguments TEXT NOT NULL) STRICT;
CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  enabled INTEGER NOT NULL, verifier TEXT NOT NULL, changed_at_us INTEGER NOT NULL) STRICT;
INSERT INTO users VALUES(3,'li','engineer',1,'scrypt$1',1700000001000000);
INSERT INTO users VALUES(4,'wu','viewer',0,'scrypt$2',1700004000000000);
CREATE TABLE configuration(seq INTEGER PRIMARY KEY REFERENCES journal, version TEXT NOT NULL,
  at_us INTEGER NOT NULL) STRICT;
INSERT INTO configuration VALUES(2,'0123456789abcdef',1700000000000000);
CREATE TABLE configuration_file(seq INTEGER NOT NULL REFERENCES configuration,
  name TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(seq, name)) STRICT, WITHOUT ROWID;
INSERT INTO configuration_file VALUES(2,'site.toml',replace('tag = "MINE"\n','\n',char(10)));
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
CREATE TABLE account(seq INTEGER PRIMARY KEY REFERENCES journal, id INTEGER NOT NULL,
  name TEXT NOT NULL, role TEXT NOT NULL, enabled INTEGER NOT NULL,
  changed_at_us INTEGER NOT NULL, verifier_sha256 TEXT NOT NULL) STRICT;
INSERT INTO account VALUES(10,3,'li','engineer',1,1700000001000000,'330670965d23e63a51faf445e5c2e5553c23e97b160e7df753ad77cd2c7316e1');
INSERT INTO account VALUES(11,4,'wu','viewer',0,1700004000000000,'eb1634b07a7a63a7d0d5f268f8d9cad19c96e33c2b66cad0ebb0d7942bfe8d98');
CREATE TABLE archive(seq INTEGER PRIMARY KEY REFERENCES journal, month INTEGER NOT NULL,
  bytes INTEGER NOT NULL, samples INTEGER NOT NULL, sha256 TEXT NOT NULL,
  summaries_sha256 TEXT NOT NULL) STRICT;
CREATE INDEX journal_of_kind ON journal(kind, seq) WHERE kind IN ('site', 'seal');
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal WHEN OLD.hash IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_contents BEFORE UPDATE ON journal WHEN OLD.hash IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  BEGIN SELECT RAISE(ABORT, 'a row of the journal has the next number'); END;
CREATE INDEX node_event_newest ON node_event(node_id, seq);
CREATE INDEX alarm_newest ON alarm(alarm_id, seq);
CREATE INDEX disposition_newest ON disposition(alarm_id, seq);
CREATE INDEX command_newest ON command(command_id, seq);
CREATE INDEX rule_newest ON rule(topic, tag, seq);
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
COMMIT;
