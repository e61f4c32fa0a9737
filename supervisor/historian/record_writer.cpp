#include "historian/record_writer.h"

#include <algorithm>
#include <utility>

#include "crypto/digest.h"
#include "historian/last_known.h"
#include "historian/names.h"
#include "historian/sentence.h"

namespace firedamp {
namespace {

// Row of a thing; an index that the site does not have gets a row that breaks the foreign key,
// and so a failure instead of a lie.
template <typename Id>
std::int64_t rowOf(const std::vector<std::int64_t>& rows, Id id) {
  return id.value < rows.size() ? rows[id.value] : -1;
}

bool same(const NodeReport& a, const NodeReport& b) {
  return a.state == b.state && a.status == b.status && a.bootId == b.bootId &&
         a.identity == b.identity;
}
bool same(const RelayReport& a, const RelayReport& b) {
  return a.known == b.known && a.commanded == b.commanded && a.coil == b.coil &&
         a.feedback == b.feedback && a.interlock == b.interlock && a.tripCause == b.tripCause;
}
bool same(const LinkReport& a, const LinkReport& b) {
  return a.state == b.state && a.detail == b.detail;
}
bool same(const AreaReport& a, const AreaReport& b) { return a.power == b.power; }

// True when `report` says something new; remembers it.
template <typename Key, typename Report>
bool isNews(std::map<Key, Report>& known, Key key, const Report& report) {
  const auto [place, isNew] = known.insert({key, report});
  if (!isNew && same(place->second, report)) return false;
  place->second = report;
  return true;
}

}  // namespace

RecordWriter::RecordWriter(Database& database, const Site& site, const TagRows& rows)
    : database_(database), site_(site), rows_(rows),
      configurationKnown_(database, "SELECT version = ? FROM configuration"
                                    " ORDER BY seq DESC LIMIT 1"),
      configuration_(database, "INSERT INTO configuration VALUES(?, ?, ?)"),
      configurationFile_(database, "INSERT INTO configuration_file VALUES(?, ?, ?)"),
      eventKnown_(database, "SELECT 1 FROM node_event WHERE node_id = ? AND boot_id = ?"
                            " AND event_seq = ? AND uptime_ms = ?"),
      event_(database, "INSERT INTO node_event VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      lost_(database, "INSERT INTO events_lost VALUES(?, ?, ?, ?)"),
      command_(database, "INSERT INTO command VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                         " ?, ?, ?, ?, ?, ?, ?, ?)"),
      unmet_(database, "INSERT INTO command_unmet VALUES(?, ?, ?, ?)"),
      health_(database, "INSERT INTO health VALUES(?, ?, ?, ?, ?)"),
      people_(database, "INSERT INTO people VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      rule_(database, "INSERT INTO rule VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      user_(database, "INSERT OR REPLACE INTO users VALUES(?, ?, ?, ?, ?, ?)"),
      account_(database, "INSERT INTO account VALUES(?, ?, ?, ?, ?, ?, ?)"),
      archive_(database, "INSERT INTO archive VALUES(?, ?, ?, ?, ?, ?)"),
      note_(database, "INSERT INTO note VALUES(?, ?, ?, ?, ?, ?)"),
      retention_(database, "INSERT INTO retention VALUES(?, ?, ?, ?, ?)"),
      nodeState_(database, "INSERT INTO node_state VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?)"),
      relayState_(database, "INSERT INTO relay_state VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?)"),
      linkState_(database, "INSERT INTO link_state VALUES(NULL, ?, ?, ?, ?)"),
      areaState_(database, "INSERT INTO area_state VALUES(NULL, ?, ?, ?)"),
      journal_(database),
      alarms_(database, site) {}

int RecordWriter::write(const Record& record) {
  const int code = std::visit([this](const auto& each) { return write(each); }, record);
  if (code == SQLITE_OK) return journal_.end();
  // An impossible record leaves no row behind; a row that cannot be taken back is another failure.
  if ((code & 0xFF) == SQLITE_CONSTRAINT && journal_.abandon() != SQLITE_OK) return SQLITE_INTERNAL;
  return code;
}

int RecordWriter::write(const Update& update) {
  return std::visit([this](const auto& each) { return write(each); }, update);
}

int RecordWriter::rolledBack() {
  stored_.clear();
  nodes_.clear();
  relays_.clear();
  links_.clear();
  areas_.clear();
  siteIsPut_ = accountsArePut_ = false;
  return journal_.resume();
}

int RecordWriter::putSite(Instant at) {
  if (siteIsPut_) return SQLITE_OK;
  siteIsPut_ = true;
  return journal_.putSite(at);
}

std::vector<StoredEvent> RecordWriter::takeStored() { return std::exchange(stored_, {}); }

int RecordWriter::journal(const char* kind, Instant at) {
  const int code = journal_.begin(kind, at);
  seq_ = journal_.seq();
  return code;
}

int RecordWriter::write(const NodeEvent& event) {
  const std::int64_t node = rowOf(rows_.nodes, event.node);
  int code = eventKnown_.with(node, event.bootId, event.seq, event.uptime_ms).step();
  eventKnown_.reset();
  if (code == SQLITE_DONE) {
    code = journal("node event", event.at);
    if (code == SQLITE_OK) {
      code = event_
                 .with(seq_, node, event.bootId, event.seq, event.uptime_ms, event.at,
                       event.timeUncertain, event.code, event.channel, event.value)
                 .run();
    }
    if (code != SQLITE_OK) return code;
  } else if (code != SQLITE_ROW) {
    return code;
  }
  // A known event counts as stored: the node may forget it.
  const StoredEvent newest{event.node, event.bootId, event.seq, event.uptime_ms, event.at};
  const auto place = std::find_if(stored_.begin(), stored_.end(), [&](const StoredEvent& each) {
    return each.node == newest.node && each.bootId == newest.bootId;
  });
  if (place == stored_.end()) {
    stored_.push_back(newest);
  } else {
    *place = newest;
  }
  return SQLITE_OK;
}

int RecordWriter::write(const EventsLost& lost) {
  const int code = journal("events lost", lost.at);
  if (code != SQLITE_OK) return code;
  return lost_.with(seq_, rowOf(rows_.nodes, lost.node), lost.at, lost.count).run();
}

template <typename Entry>
int RecordWriter::writeAlarm(const char* kind, const Entry& entry) {
  const int code = journal(kind, entry.at);
  return code == SQLITE_OK ? alarms_.write(seq_, entry) : code;
}

int RecordWriter::write(const AlarmEvent& alarm) { return writeAlarm("alarm", alarm); }
int RecordWriter::write(const AlarmRefusal& refusal) {
  return writeAlarm("alarm refusal", refusal);
}
int RecordWriter::write(const AlarmDisposition& record) {
  return writeAlarm("disposition", record);
}
int RecordWriter::write(const AlarmFlood& flood) { return writeAlarm("alarm flood", flood); }

int RecordWriter::write(const CommandEvent& command) {
  const int code = journal("command", command.at);
  if (code != SQLITE_OK) return code;
  const std::int64_t seq = seq_;
  std::string unmet;
  for (const Phrase& each : command.unmet) unmet += (unmet.empty() ? "" : "; ") + english(each);
  std::optional<std::int64_t> relay;
  NodeId node = command.node;
  if (forRelay(command.kind)) {
    relay = rowOf(rows_.relays, command.relay);
    if (command.relay.value < site_.relays.size()) node = site_.relays[command.relay.value].node;
  }
  const int inserted =
      command_
          .with(seq, command.id.value, wordOf(command.kind), relay, wordOf(command.stage),
                command.at, command.origin.person.value, command.origin.reason,
                command.nodeStatus, command.nodeDetail, command.expiresAt, unmet,
                rowOf(rows_.nodes, node), command.parameter, wordOf(command.origin.role),
                command.origin.station, wordOf(command.proof), command.times.reading,
                command.times.decided, command.times.sent, command.times.acknowledged,
                command.times.fedBack)
          .run();
  return inserted == SQLITE_OK ? writeUnmet(seq, command.unmet) : inserted;
}

int RecordWriter::writeUnmet(std::int64_t seq, const std::vector<Phrase>& unmet) {
  for (std::size_t sentence = 0; sentence < unmet.size(); ++sentence) {
    int code = unmet_.with(seq, sentence, 0, unmet[sentence].text).run();
    for (std::size_t part = 0; code == SQLITE_OK && part < unmet[sentence].arguments.size();
         ++part) {
      code = unmet_.with(seq, sentence, part + 1, unmet[sentence].arguments[part]).run();
    }
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int RecordWriter::write(const HealthReport& report) {
  const int code = journal("health", report.at);
  if (code != SQLITE_OK) return code;
  return health_.with(seq_, wordOf(report.part), report.ok, report.at, report.detail).run();
}

int RecordWriter::write(const PeopleEvent& event) {
  const int code = journal("people", event.at);
  if (code != SQLITE_OK) return code;
  return people_
      .with(seq_, wordOf(event.kind), event.at, event.person.value, event.name, event.station,
            event.subject.value, event.subjectName, event.detail.text,
            joinedArguments(event.detail), english(event.detail))
      .run();
}

int RecordWriter::write(const RuleRecord& record) {
  const int code = journal("rule", record.at);
  if (code != SQLITE_OK) return code;
  return rule_
      .with(seq_, wordOf(record.topic), record.tag, record.at, record.present, record.until,
            record.number, record.origin.person.value, wordOf(record.origin.role),
            record.origin.station, record.origin.reason, record.words, record.why.text,
            joinedArguments(record.why))
      .run();
}

int RecordWriter::write(const User& user) {
  const int code = user_
                       .with(user.id.value, user.name, wordOf(user.role), user.enabled,
                             user.verifier, user.changedAt)
                       .run();
  return code == SQLITE_OK ? writeAccount(user, user.changedAt) : code;
}

int RecordWriter::writeAccount(const User& user, Instant at) {
  const int code = journal("account", at);
  if (code != SQLITE_OK) return code;
  return account_
      .with(seq_, user.id.value, user.name, wordOf(user.role), user.enabled, user.changedAt,
            digestOfText(user.verifier))
      .run();
}

int RecordWriter::putAccounts(Instant at) {
  if (std::exchange(accountsArePut_, true)) return SQLITE_OK;
  std::vector<User> users;
  int code = readUsers(database_, users);
  Statement known{database_, "SELECT 1 FROM account WHERE id = ?"};
  for (const User& user : users) {
    if (code != SQLITE_OK) return code;
    code = known.with(user.id.value).step();
    if (code == SQLITE_DONE) code = writeAccount(user, at);
    if (code == SQLITE_ROW) code = SQLITE_OK;
    if (code == SQLITE_OK) code = journal_.end();
  }
  return code;
}

int RecordWriter::put(const UpkeepNews& news, Instant at) {
  const bool closed = std::holds_alternative<ClosedMonth>(news);
  int code = journal(closed ? "archive" : "retention", at);
  if (code == SQLITE_OK) {
    code = std::visit([this](const auto& each) { return writeNews(each); }, news);
  }
  return code == SQLITE_OK ? journal_.end() : code;
}

int RecordWriter::writeNews(const ClosedMonth& month) {
  return archive_
      .with(seq_, month.month, month.bytes, month.samples, hexText(month.whole),
            hexText(month.summaries))
      .run();
}

int RecordWriter::writeNews(const MonthDone& done) {
  return retention_.with(seq_, done.month, wordOf(done.what), done.bytes, done.place).run();
}

int RecordWriter::write(const Note& note) {
  const int code = journal("note", note.at);
  if (code != SQLITE_OK) return code;
  return note_.with(seq_, note.at, note.until, note.author, note.tag, note.words).run();
}

int RecordWriter::write(const Configuration& configuration) {
  const int known = configurationKnown_.with(configuration.version).step();
  const bool same = known == SQLITE_ROW && configurationKnown_.integer(0) != 0;
  configurationKnown_.reset();
  if (same) return SQLITE_OK;
  if (known != SQLITE_ROW && known != SQLITE_DONE) return known;
  int code = journal("configuration", configuration.at);
  if (code == SQLITE_OK) {
    code = configuration_.with(seq_, configuration.version, configuration.at).run();
  }
  for (const ConfigurationFile& file : configuration.files) {
    if (code == SQLITE_OK) code = configurationFile_.with(seq_, file.name, file.content).run();
  }
  return code;
}

int RecordWriter::write(const NodeReport& report) {
  if (!isNews(nodes_, report.node, report)) return SQLITE_OK;
  return nodeState_
      .with(rowOf(rows_.nodes, report.node), report.at, wordOf(report.state), report.status,
            report.uptime_ms, report.bootId, report.identity.serial, report.identity.firmware)
      .run();
}

int RecordWriter::write(const RelayReport& report) {
  if (!isNews(relays_, report.relay, report)) return SQLITE_OK;
  return relayState_
      .with(rowOf(rows_.relays, report.relay), report.at, report.known, report.commanded,
            report.coil, report.feedback, report.interlock, report.tripCause)
      .run();
}

int RecordWriter::write(const LinkReport& report) {
  if (!isNews(links_, report.link, report)) return SQLITE_OK;
  return linkState_
      .with(rowOf(rows_.links, report.link), report.at, wordOf(report.state), report.detail)
      .run();
}

int RecordWriter::write(const AreaReport& report) {
  if (!isNews(areas_, report.area, report)) return SQLITE_OK;
  return areaState_.with(rowOf(rows_.areas, report.area), report.at, wordOf(report.power)).run();
}

}  // namespace firedamp
