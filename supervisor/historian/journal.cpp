#include "historian/journal.h"

#include <algorithm>

namespace firedamp {
namespace {

void putBigEndian(std::vector<std::uint8_t>& to, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
  }
}

void put(std::vector<std::uint8_t>& to, std::string_view text) {
  to.insert(to.end(), text.begin(), text.end());
}

// json_group_array(json_object('a', a, 'b', b)) of the rows of a table that `where` picks.
std::string arrayOf(Database& database, const std::string& table, const std::string& where) {
  Statement columns{database, "SELECT name FROM pragma_table_info(?) WHERE name <> 'seq'"};
  columns.with(table);
  std::string object;
  while (columns.step() == SQLITE_ROW) {
    const std::string name = columns.text(0);
    object += (object.empty() ? "'" : ", '") + name + "', " + name;
  }
  return "json((SELECT json_group_array(json_object(" + object + ")) FROM " + table + where + "))";
}

}  // namespace

const std::map<std::string, std::vector<std::string>>& journalProjections() {
  static const std::map<std::string, std::vector<std::string>> tables{
      {"alarm", {"alarm"}},
      {"command", {"command", "command_unmet"}},
      {"node event", {"node_event"}},
      {"events lost", {"events_lost"}},
      {"health", {"health"}},
      {"people", {"people"}},
      {"rule", {"rule"}},
      {"alarm refusal", {"alarm_refusal"}},
      {"disposition", {"disposition"}},
      {"alarm flood", {"alarm_flood"}},
      {"configuration", {"configuration", "configuration_file"}},
      {"account", {"account"}},
      {"archive", {"archive"}},
      {"note", {"note"}},
      {"retention", {"retention"}}};
  return tables;
}

const std::vector<std::string>& journalTables(const std::string& kind) {
  static const std::vector<std::string> none;
  const auto found = journalProjections().find(kind);
  return found == journalProjections().end() ? none : found->second;
}

const std::vector<std::string>& siteTables() {
  static const std::vector<std::string> tables{"link", "node", "point", "relay", "area"};
  return tables;
}

std::string journalBodySql(Database& database, const std::vector<std::string>& tables,
                           const std::string& where) {
  std::string sql;
  for (const std::string& table : tables) {
    sql += (sql.empty() ? "SELECT json_object('" : ", '") + table + "', " +
           arrayOf(database, table, where);
  }
  return sql + ")";
}

Digest journalHash(const Digest& before, std::int64_t seq, std::int64_t at_us,
                   const std::string& kind, const std::string& body) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(64 + kind.size() + body.size());
  put(bytes, "FDJ1");
  bytes.insert(bytes.end(), before.begin(), before.end());
  putBigEndian(bytes, seq);
  putBigEndian(bytes, at_us);
  putBigEndian(bytes, static_cast<std::int64_t>(kind.size()));
  put(bytes, kind);
  put(bytes, body);
  return sha256(bytes);
}

std::vector<std::uint8_t> sealedBytes(std::int64_t seq, const Digest& before) {
  std::vector<std::uint8_t> bytes;
  put(bytes, "FDS1");
  putBigEndian(bytes, seq);
  bytes.insert(bytes.end(), before.begin(), before.end());
  return bytes;
}

Journal::Journal(Database& database)
    : database_(database),
      insert_(database, "INSERT INTO journal(seq, at_us, kind) VALUES(?, ?, ?)"),
      finish_(database, "UPDATE journal SET body = ?, hash = ? WHERE seq = ?"),
      abandon_(database, "DELETE FROM journal WHERE seq = ? AND hash IS NULL") {}

int Journal::resume() {
  open_ = false;
  seq_ = 0;
  head_ = {};
  sealedAt_.reset();
  Statement last{database_, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"};
  int code = last.step();
  if (code == SQLITE_ROW) {
    seq_ = last.integer(0);
    const auto hash = last.blob(1);
    if (hash.size() != head_.size()) return SQLITE_CORRUPT;
    std::copy(hash.begin(), hash.end(), head_.begin());
  } else if (code != SQLITE_DONE) {
    return code;
  }
  Statement seal{database_,
                 "SELECT at_us FROM journal WHERE seq = coalesce((SELECT max(seq) FROM journal"
                 " WHERE kind = 'seal'), (SELECT min(seq) FROM journal))"};
  code = seal.step();
  if (code == SQLITE_ROW) sealedAt_ = fromMicroseconds(seal.integer(0));
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int Journal::begin(const char* kind, Instant at) {
  const int code = insert_.with(seq_ + 1, at, kind).run();
  if (code != SQLITE_OK) return code;
  ++seq_;
  kind_ = kind;
  at_ = at;
  open_ = true;
  return SQLITE_OK;
}

int Journal::abandon() {
  if (!open_) return SQLITE_OK;
  open_ = false;
  return abandon_.with(seq_--).run();
}

Statement& Journal::bodyOf(const std::string& kind) {
  const auto known = bodies_.find(kind);
  if (known != bodies_.end()) return known->second;
  const std::string sql = journalBodySql(database_, journalTables(kind), " WHERE seq = ?1");
  return bodies_.emplace(kind, Statement{database_, sql.c_str()}).first->second;
}

int Journal::end() {
  if (!open_) return SQLITE_OK;
  Statement& body = bodyOf(kind_);
  const int code = body.with(seq_).step();
  const std::string text = code == SQLITE_ROW ? body.text(0) : "";
  body.reset();
  return code == SQLITE_ROW ? finish(text) : code;
}

int Journal::finish(const std::string& body) {
  const Digest hash = journalHash(head_, seq_, microseconds(at_), kind_, body);
  const int code = finish_.with(body, std::span<const std::uint8_t>{hash}, seq_).run();
  if (code != SQLITE_OK) return code;
  head_ = hash;
  open_ = false;
  if (!sealedAt_) sealedAt_ = at_;
  return SQLITE_OK;
}

int Journal::append(const char* kind, Instant at, const std::string& body) {
  const int code = begin(kind, at);
  return code == SQLITE_OK ? finish(body) : code;
}

int Journal::putSite(Instant at) {
  Statement things{database_, journalBodySql(database_, siteTables(), "").c_str()};
  int code = things.step();
  if (code != SQLITE_ROW) return code;
  Statement last{database_,
                 "SELECT body FROM journal WHERE kind = 'site' ORDER BY seq DESC LIMIT 1"};
  code = last.step();
  if (code == SQLITE_ROW && last.text(0) == things.text(0)) return SQLITE_OK;
  if (code != SQLITE_ROW && code != SQLITE_DONE) return code;
  return append("site", at, things.text(0));
}

int Journal::sealWhenDue(const SealKey& key, Instant at) {
  if (!sealedAt_ || at < *sealedAt_ + sealEvery) return SQLITE_OK;
  const Signature signature = key.sign(sealedBytes(seq_ + 1, head_));
  const std::string body = R"({"head":")" + hexText(head_) + R"(","public_key":")" +
                           hexText(key.publicKey()) + R"(","signature":")" + hexText(signature) +
                           R"("})";
  const int code = append("seal", at, body);
  if (code == SQLITE_OK) sealedAt_ = at;
  return code;
}

}  // namespace firedamp
