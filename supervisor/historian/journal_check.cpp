#include "historian/journal_check.h"

#include <algorithm>
#include <map>

#include "historian/connection.h"
#include "historian/journal.h"
#include "historian/schema.h"

namespace firedamp {
namespace {

Phrase unreadable(const std::filesystem::path& file) {
  return {PHRASE("%1 cannot be read as a recording of this version"), {file.string()}};
}

template <std::size_t size>
bool take(std::span<const std::uint8_t> bytes, std::array<std::uint8_t, size>& to) {
  if (bytes.size() != size) return false;
  std::copy(bytes.begin(), bytes.end(), to.begin());
  return true;
}

// What the tables say of a row, held against its body.
class Projections {
 public:
  explicit Projections(Database& database) : database_(database) {}

  bool say(std::int64_t seq, const std::string& kind, const std::string& body) {
    if (journalTables(kind).empty()) return true;
    auto place = bodies_.find(kind);
    if (place == bodies_.end()) {
      const std::string sql = journalBodySql(database_, journalTables(kind), " WHERE seq = ?1");
      place = bodies_.emplace(kind, Statement{database_, sql.c_str()}).first;
    }
    const bool same = place->second.with(seq).step() == SQLITE_ROW && place->second.text(0) == body;
    place->second.reset();
    return same;
  }

 private:
  Database& database_;
  std::map<std::string, Statement> bodies_;
};

// One pass over the rows; everything that a row must agree with.
class Check {
 public:
  Check(Database& database, const std::vector<JournalAnchor>& anchors,
        const std::optional<PublicKey>& key)
      : database_(database), wantedKey_(key) {
    for (const JournalAnchor& anchor : anchors) anchors_[anchor.seq] = anchor.hash;
  }

  JournalVerdict run(const JournalAnchor& before) {
    verdict_.head = before;
    Statement rows{database_, "SELECT seq, at_us, kind, body, hash FROM journal WHERE seq > ?"
                              " ORDER BY seq"};
    rows.with(before.seq);
    int code = SQLITE_ROW;
    while (!verdict_.fault && (code = rows.step()) == SQLITE_ROW) row(rows);
    if (verdict_.fault) return verdict_;
    if (code != SQLITE_DONE) {
      fail(verdict_.head.seq + 1, {PHRASE("the file cannot be read on: %1"), {database_.words()}});
    } else if (!anchors_.empty()) {
      fail(anchors_.begin()->first, {PHRASE("the row is missing; the journal was cut"), {}});
    }
    return verdict_;
  }

 private:
  void fail(std::int64_t seq, Phrase words) {
    verdict_.badSeq = seq;
    verdict_.fault = std::move(words);
  }

  void row(const Statement& rows) {
    const std::int64_t seq = rows.integer(0), expected = verdict_.head.seq + 1;
    const std::string kind = rows.text(2), body = rows.text(3);
    if (seq != expected) return fail(expected, {PHRASE("the row is missing"), {}});
    Digest hash{};
    if (!take(rows.blob(4), hash) ||
        hash != journalHash(verdict_.head.hash, seq, rows.integer(1), kind, body)) {
      return fail(seq, {PHRASE("the row or its place is not as it was written"), {}});
    }
    const auto anchor = anchors_.find(seq);
    if (anchor != anchors_.end() && anchor->second != hash) {
      return fail(seq, {PHRASE("the row is not the one that was noted elsewhere"), {}});
    }
    if (anchor != anchors_.end()) anchors_.erase(anchor);
    if (kind == "seal") seal(seq, body);
    if (!verdict_.fault) projections(seq, kind, body);
    verdict_.head = {seq, hash};
    verdict_.newest = fromMicroseconds(rows.integer(1));
    ++verdict_.rows;
  }

  void seal(std::int64_t seq, const std::string& body) {
    Statement parts{database_, "SELECT ?1 ->> 'public_key', ?1 ->> 'signature'"};
    const std::vector<std::uint8_t> none;
    PublicKey key{};
    Signature signature{};
    const bool read = parts.with(body).step() == SQLITE_ROW &&
                      take(bytesOfHex(parts.text(0)).value_or(none), key) &&
                      take(bytesOfHex(parts.text(1)).value_or(none), signature);
    if (!read || !isSignedBy(key, sealedBytes(seq, verdict_.head.hash), signature)) {
      return fail(seq, {PHRASE("the seal's signature does not fit"), {}});
    }
    if (!verdict_.key) verdict_.key = wantedKey_.value_or(key);
    if (key != *verdict_.key) return fail(seq, {PHRASE("the seal is by another key"), {}});
    ++verdict_.seals;
  }

  void projections(std::int64_t seq, const std::string& kind, const std::string& body) {
    if (projections_.say(seq, kind, body)) return;
    fail(seq, {PHRASE("table %1 does not say what the journal says"),
               {journalTables(kind).front()}});
  }

  Database& database_;
  std::optional<PublicKey> wantedKey_;
  std::map<std::int64_t, Digest> anchors_;
  Projections projections_{database_};
  JournalVerdict verdict_;
};

std::string columnsOf(Database& database, const std::string& table, const std::string& around) {
  Statement columns{database, "SELECT name FROM pragma_table_info(?) WHERE name <> 'seq'"};
  columns.with(table);
  std::string list;
  while (columns.step() == SQLITE_ROW) {
    const std::string name = columns.text(0);
    list += ", " + (around.empty() ? name : "each.value ->> '" + name + "'");
  }
  return list;
}

// Rows of `table` out of the bodies of `kind`, in the order of the journal.
std::string projectionSql(Database& database, const std::string& table, const std::string& kind) {
  const bool ofSite = kind == "site";
  std::string names = (ofSite ? "" : "seq") + columnsOf(database, table, "");
  std::string values =
      (ofSite ? "" : "journal.seq") + columnsOf(database, table, "each");
  if (ofSite) names.erase(0, 2), values.erase(0, 2);
  return "INSERT OR REPLACE INTO " + table + "(" + names + ") SELECT " + values +
         " FROM old.journal, json_each(journal.body, '$." + table + "') AS each" +
         " WHERE journal.kind = '" + kind + "' ORDER BY journal.seq";
}

// Accounts as their newest rows say. The journal holds no verifier: the old one is taken over where
// it is the one that the row means, and an account without its row is not made.
constexpr const char* usersSql =
    "INSERT INTO users SELECT account.id, account.name, account.role, account.enabled,"
    " old.users.verifier, account.changed_at_us FROM account JOIN old.users USING(id)"
    " WHERE seq IN (SELECT max(seq) FROM account GROUP BY id)"
    " AND verifier_sha256 = sha256(old.users.verifier)";

void sha256Function(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const int bytes = sqlite3_value_bytes(values[0]);
  const std::string digest =
      digestOfText(text == nullptr ? "" : std::string(text, static_cast<std::size_t>(bytes)));
  sqlite3_result_text(context, digest.c_str(), -1, SQLITE_TRANSIENT);
}

std::optional<std::string> firstDifference(Database& database,
                                           const std::vector<std::string>& tables) {
  Statement there{database, "SELECT 1 FROM old.sqlite_schema WHERE name = ?"};
  for (const std::string& table : tables) {
    if (there.with(table).step() != SQLITE_ROW) continue;  // of an earlier version
    const auto differing = database.integer(
        ("SELECT count(*) FROM (SELECT * FROM (SELECT * FROM main." + table +
         " EXCEPT SELECT * FROM old." + table + ") UNION ALL SELECT * FROM (SELECT * FROM old." +
         table + " EXCEPT SELECT * FROM main." + table + "))")
            .c_str());
    if (differing != 0) return table;
  }
  return std::nullopt;
}

}  // namespace

JournalVerdict checkJournal(const std::filesystem::path& file,
                            const std::vector<JournalAnchor>& anchors,
                            const std::optional<PublicKey>& key) {
  std::optional<Database> database;
  if (!openForReading(file, mineFile, database)) {
    JournalVerdict verdict;
    verdict.fault = unreadable(file);
    return verdict;
  }
  database->execute("BEGIN");  // one moment of a file that grows
  return Check{*database, anchors, key}.run({});
}

JournalVerdict checkSlice(Database& database, const JournalAnchor& before,
                          const std::optional<PublicKey>& key) {
  return Check{database, {}, key}.run(before);
}

std::optional<std::int64_t> firstUnlike(Database& database, std::int64_t end) {
  Projections projections{database};
  Statement rows{database, "SELECT seq, kind, body FROM journal WHERE seq < ? ORDER BY seq"};
  rows.with(end);
  while (rows.step() == SQLITE_ROW) {
    if (!projections.say(rows.integer(0), rows.text(1), rows.text(2))) return rows.integer(0);
  }
  return std::nullopt;
}

std::optional<Phrase> rebuildJournal(const std::filesystem::path& source,
                                     const std::filesystem::path& target) {
  std::optional<Database> database;
  if (!openForReading(source, mineFile, database)) return unreadable(source);
  if (std::filesystem::exists(target)) {
    return Phrase{PHRASE("%1 exists already; nothing was changed"), {target.string()}};
  }
  if (auto fault = openForWriting(target, mineFile, database)) return fault->message;
  Statement attach{*database, "ATTACH ? AS old"};
  int code = attach.with(source.string()).run();
  if (code == SQLITE_OK) code = database->execute("BEGIN");
  const auto run = [&](const std::string& sql) {
    if (code == SQLITE_OK) code = database->execute(sql.c_str());
  };
  for (const std::string& table : siteTables()) run(projectionSql(*database, table, "site"));
  run("INSERT INTO journal SELECT * FROM old.journal ORDER BY seq");
  std::vector<std::string> made = siteTables();
  for (const auto& [kind, tables] : journalProjections()) {
    for (const std::string& table : tables) {
      run(projectionSql(*database, table, kind));
      made.push_back(table);
    }
  }
  const bool accounts = database->integer("SELECT count(*) FROM old.sqlite_schema"
                                          " WHERE name = 'account'") == 1;
  sqlite3_create_function_v2(database->handle(), "sha256", 1, SQLITE_UTF8, nullptr, sha256Function,
                             nullptr, nullptr, nullptr);
  if (accounts) run(usersSql);
  if (accounts) made.push_back("users");
  for (const char* view : {"calibration_view", "boot_epoch_view"}) made.push_back(view);
  // States follow from the inputs, not from the journal, and no engine starts from them: what can
  // be read of them is taken over, unproven.
  for (const char* table : {"node_state", "relay_state", "link_state", "area_state"}) {
    if (code != SQLITE_OK) break;
    const std::string to = table;
    database->execute(("INSERT INTO " + to + " SELECT * FROM old." + to).c_str());
  }
  run("COMMIT");
  if (code != SQLITE_OK) return faultOf(code, *database, target).message;
  const auto different = firstDifference(*database, made);
  if (!different) return std::nullopt;
  return Phrase{PHRASE("table %1 does not say what the journal says"), {*different}};
}

}  // namespace firedamp
