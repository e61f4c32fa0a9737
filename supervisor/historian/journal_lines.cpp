#include "historian/journal_lines.h"

#include "historian/connection.h"
#include "historian/journal.h"
#include "historian/package_file.h"
#include "historian/record_writer.h"

namespace firedamp {
namespace {

std::filesystem::path mineIn(const std::filesystem::path& directory) {
  return directory / "mine.db";
}

JournalLine lineOf(const Statement& row) {
  return {row.integer(0), fromMicroseconds(row.integer(1)), row.text(2), row.text(3)};
}

bool isState(const Update& update) {
  return std::holds_alternative<Sample>(update) || std::holds_alternative<NodeReport>(update) ||
         std::holds_alternative<RelayReport>(update) ||
         std::holds_alternative<LinkReport>(update) || std::holds_alternative<AreaReport>(update);
}

}  // namespace

bool isOfCore(const JournalLine& line) {
  if (line.kind == "health") return line.body.find(R"("part":"engine")") == std::string::npos;
  return line.kind != "people" && line.kind != "site" && line.kind != "seal" &&
         line.kind != "configuration" && line.kind != "account" && line.kind != "archive" &&
         line.kind != "note" && line.kind != "retention";
}

class JournalLines::Impl {
 public:
  Impl(const std::filesystem::path& directory, std::int64_t first, std::int64_t last)
      : first_(first), last_(last) {
    if (!openForReading(mineIn(directory), mineFile, database_)) return;
    rows_.emplace(*database_, "SELECT seq, at_us, kind, body FROM journal"
                              " WHERE seq > ? AND seq <= ? ORDER BY seq");
    rows_->with(first, last);
  }

  std::optional<JournalLine> next() {
    if (rows_ && rows_->step() == SQLITE_ROW) return lineOf(*rows_);
    rows_.reset();  // behind its end a statement begins anew
    return std::nullopt;
  }

  std::optional<Instant> newest() {
    if (!database_) return std::nullopt;
    Statement newest{*database_, "SELECT max(at_us) FROM journal WHERE seq > ? AND seq <= ?"};
    if (newest.with(first_, last_).step() != SQLITE_ROW || newest.isNull(0)) return std::nullopt;
    return fromMicroseconds(newest.integer(0));
  }

 private:
  std::int64_t first_, last_;
  std::optional<Database> database_;
  std::optional<Statement> rows_;
};

JournalLines::JournalLines(const std::filesystem::path& directory, std::int64_t first,
                           std::int64_t last)
    : impl_(std::make_unique<Impl>(directory, first, last)) {}
JournalLines::~JournalLines() = default;
std::optional<JournalLine> JournalLines::next() { return impl_->next(); }
std::optional<Instant> JournalLines::newest() { return impl_->newest(); }

// A database in memory with the recording's things, known node events and last row: what is
// written there gets the same numbers and the same words.
class JournalScribe::Impl {
 public:
  Impl(const std::filesystem::path& directory, const Site& site, std::int64_t rows)
      : database_(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI) {
    std::optional<Database> source;
    if (!openForReading(mineIn(directory), mineFile, source)) return;
    source.reset();
    if (prepare(directory, rows) != SQLITE_OK) return;
    tags_ = findTags(database_, site);
    writer_.emplace(database_, site, tags_);
    if (writer_->rolledBack() != SQLITE_OK) writer_.reset();
    last_ = rows;
    newest_.emplace(database_, "SELECT seq, at_us, kind, body FROM journal WHERE seq = ?");
  }

  bool ready() const { return writer_.has_value(); }

  std::optional<JournalLine> line(const Update& update) {
    if (!writer_ || isState(update)) return std::nullopt;
    if (writer_->write(Record{update}) != SQLITE_OK) return std::nullopt;
    writer_->takeStored();
    if (newest_->with(last_ + 1).step() != SQLITE_ROW) return std::nullopt;
    ++last_;
    return lineOf(*newest_);
  }

 private:
  int prepare(const std::filesystem::path& directory, std::int64_t rows) {
    int code = createTables(database_, mineFile, mineFile.version());
    Statement attach{database_, "ATTACH ? AS recording"};
    const bool package = isPackage(directory);
    const std::string uri = readingUri(package ? directory : mineIn(directory), package);
    if (code == SQLITE_OK) code = database_.execute("PRAGMA trusted_schema = OFF");
    if (code == SQLITE_OK) code = attach.with(uri).run();
    const auto run = [&](const std::string& sql) {
      if (code == SQLITE_OK) code = database_.execute(sql.c_str());
    };
    const std::string upTo = std::to_string(rows);
    run("DROP TRIGGER journal_has_no_gap");
    for (const std::string& table : siteTables()) {
      run("INSERT INTO " + table + " SELECT * FROM recording." + table);
    }
    run("INSERT INTO journal SELECT * FROM recording.journal WHERE seq = " + upTo);
    run("INSERT INTO node_event SELECT * FROM recording.node_event WHERE seq <= " + upTo);
    run("DETACH recording");
    return code;
  }

  Database database_;
  TagRows tags_;
  std::optional<RecordWriter> writer_;
  std::optional<Statement> newest_;
  std::int64_t last_ = 0;
};

JournalScribe::JournalScribe(const std::filesystem::path& directory, const Site& site,
                             std::int64_t rows)
    : impl_(std::make_unique<Impl>(directory, site, rows)) {}
JournalScribe::~JournalScribe() = default;
bool JournalScribe::ready() const { return impl_->ready(); }
std::optional<JournalLine> JournalScribe::line(const Update& update) {
  return impl_->line(update);
}

std::optional<Configuration> recordedConfiguration(const std::filesystem::path& directory,
                                                   const std::string& version) {
  std::optional<Database> database;
  if (!openForReading(mineIn(directory), mineFile, database)) return std::nullopt;
  Statement found{*database, "SELECT seq, at_us FROM configuration WHERE version = ?"
                             " ORDER BY seq DESC LIMIT 1"};
  if (found.with(version).step() != SQLITE_ROW) return std::nullopt;
  Configuration configuration{version, {}, fromMicroseconds(found.integer(1))};
  Statement files{*database, "SELECT name, content FROM configuration_file WHERE seq = ?"
                             " ORDER BY name"};
  files.with(found.integer(0));
  while (files.step() == SQLITE_ROW) {
    configuration.files.push_back({files.text(0), files.text(1)});
  }
  return configuration;
}

}  // namespace firedamp
