#include "historian/package_writer.h"

#include <fstream>
#include <system_error>
#include <utility>

#include "historian/chunk_rows.h"
#include "historian/connection.h"
#include "historian/input_store.h"
#include "historian/journal.h"
#include "historian/names.h"
#include "historian/package_file.h"
#include "historian/png_check.h"
#include "historian/recording.h"
#include "historian/sample_reader.h"

namespace firedamp {
namespace {

// Of each node's events before the slice: those that a node might send again, and more.
constexpr const char* knownEvents =
    "SELECT seq FROM (SELECT seq, row_number() OVER (PARTITION BY node_id ORDER BY seq DESC)"
    " AS newness FROM mine.node_event WHERE seq < ?1) WHERE newness <= 256";

struct Picture {
  std::string name;
  std::vector<std::uint8_t> png;
};

std::variant<std::vector<Picture>, Phrase> picturesOf(const PackageOrder& order) {
  if (order.pictures.size() > picturesMax) {
    return Phrase{PHRASE("a package takes at most %1 pictures"), {std::to_string(picturesMax)}};
  }
  std::vector<Picture> pictures;
  for (const std::filesystem::path& file : order.pictures) {
    std::ifstream stream{file, std::ios::binary};
    std::vector<std::uint8_t> png(pngBytesMax + 1);
    if (!stream) return Phrase{PHRASE("%1 cannot be read"), {file.string()}};
    stream.read(reinterpret_cast<char*>(png.data()), static_cast<std::streamsize>(png.size()));
    png.resize(static_cast<std::size_t>(stream.gcount()));
    if (const auto fault = pngFault(png)) {
      return Phrase{PHRASE("picture %1: %2"), {file.string(), english(*fault)}};
    }
    pictures.push_back({file.filename().string(), std::move(png)});
  }
  return pictures;
}

// The tables are filled step by step; after the first failure nothing is done any more.
class PackageWriter {
 public:
  PackageWriter(const PackageOrder& order, const std::vector<Picture>& pictures,
                const std::filesystem::path& file)
      : order_(order),
        pictures_(pictures),
        database_(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                     SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
                                     SQLITE_OPEN_EXRESCODE),
        code_(database_.code()) {}

  bool write();
  std::string words() const { return database_.words(); }
  const PackageContents& contents() const { return contents_; }

 private:
  void prepare();
  void attach(const std::filesystem::path& file, const char* as);
  void findSlice();
  void copyJournal();
  void copyInputs();
  void copySamples();
  void describe();
  void say(const char* key, const std::string& value);
  // Runs one statement; parameters as of Statement::with.
  template <typename... Values>
  void run(const std::string& sql, const Values&... values) {
    if (code_ != SQLITE_OK) return;
    Statement statement{database_, sql.c_str()};
    code_ = statement.with(values...).run();
  }
  template <typename... Values>
  std::int64_t number(const char* sql, const Values&... values) {
    if (code_ != SQLITE_OK) return 0;
    Statement statement{database_, sql};
    const int code = statement.with(values...).step();
    if (code != SQLITE_ROW) return code_ = code == SQLITE_DONE ? SQLITE_CORRUPT : code, 0;
    return statement.integer(0);
  }

  const PackageOrder& order_;
  const std::vector<Picture>& pictures_;
  Database database_;
  int code_;
  bool inputs_ = false;   // there are some
  Instant inputsFrom_{};  // of runs that began earlier
  Instant inputsUntil_;   // as long as the journal's slice
  PackageContents contents_;
};

void PackageWriter::attach(const std::filesystem::path& file, const char* as) {
  run("ATTACH ? AS " + std::string{as}, readingUri(file, false));
}

void PackageWriter::prepare() {
  const std::string pragmas =
      "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
      "PRAGMA trusted_schema = OFF; PRAGMA application_id = " +
      std::to_string(packageApplicationId) +
      "; PRAGMA user_version = " + std::to_string(packageVersion);
  if (code_ == SQLITE_OK) code_ = database_.execute(pragmas.c_str());
  if (code_ == SQLITE_OK) code_ = createPackageTables(database_);
  attach(order_.directory / "mine.db", "mine");
  inputs_ = std::filesystem::exists(inputPath(order_.directory));
  if (inputs_) attach(inputPath(order_.directory), "inputs");
  run("BEGIN");  // and of the others one moment
}

// From the seal before whatever belongs to the span to the seal after it, or to the end.
void PackageWriter::findSlice() {
  const std::int64_t newest = number("SELECT coalesce(max(seq), 0) FROM mine.journal");
  std::int64_t first =
      number("SELECT coalesce(min(seq), ?2) FROM mine.journal WHERE at_us >= ?1", order_.from,
             newest);
  const std::int64_t last = number(
      "SELECT coalesce(max(seq), 0) FROM mine.journal WHERE at_us <= ?", order_.to);
  if (order_.lead) inputsFrom_ = order_.from - *order_.lead;
  if (inputs_) {
    first = std::min(first, number("SELECT coalesce(min(journal_rows) + 1, ?3) FROM inputs.run"
                                   " WHERE at_us >= ?4 AND id IN"
                                   " (SELECT run_id FROM inputs.batch"
                                   " WHERE to_us >= ?1 AND from_us <= ?2)",
                                   order_.from, order_.to, first, inputsFrom_));
  }
  contents_.firstRow = number("SELECT coalesce(max(seq), min(?1, 1)) FROM mine.journal"
                              " WHERE kind = 'seal' AND seq < ?1", first);
  contents_.lastRow = number("SELECT coalesce(min(seq), ?2) FROM mine.journal"
                             " WHERE kind = 'seal' AND seq >= ?1",
                             std::max(first, last), newest);
  inputsUntil_ = fromMicroseconds(number(
      "SELECT max(?3, coalesce((SELECT max(at_us) FROM mine.journal WHERE seq BETWEEN ?1 AND ?2),"
      " ?3))", contents_.firstRow, contents_.lastRow, order_.to));
}

void PackageWriter::copyJournal() {
  run("CREATE TEMP TABLE kept(seq INTEGER PRIMARY KEY)");
  run("INSERT INTO kept SELECT seq FROM mine.journal WHERE seq BETWEEN ? AND ?",
      contents_.firstRow, contents_.lastRow);
  run("INSERT OR IGNORE INTO kept SELECT max(seq) FROM mine.journal WHERE kind = 'site'"
      " AND seq < ? HAVING max(seq) IS NOT NULL", contents_.firstRow);
  run("INSERT OR IGNORE INTO kept SELECT max(seq) FROM mine.configuration WHERE seq < ?"
      " HAVING max(seq) IS NOT NULL", contents_.firstRow);
  if (inputs_) {
    run("INSERT OR IGNORE INTO kept SELECT max(seq) FROM mine.configuration"
        " WHERE version IN (SELECT configuration FROM inputs.run WHERE id IN"
        " (SELECT run_id FROM inputs.batch WHERE to_us >= ? AND from_us <= ?))"
        " GROUP BY version", order_.from, inputsUntil_);
  }
  run(std::string{"INSERT OR IGNORE INTO kept "} + knownEvents, contents_.firstRow);
  for (const std::string& table : siteTables()) {
    run("INSERT INTO " + table + " SELECT * FROM mine." + table);
  }
  run("INSERT INTO journal SELECT * FROM mine.journal WHERE seq IN kept ORDER BY seq");
  for (const auto& [kind, tables] : journalProjections()) {
    for (const std::string& table : tables) {
      // A recording of an earlier version lacks the later tables.
      if (number("SELECT count(*) FROM mine.sqlite_schema WHERE name = ?", table) == 0) continue;
      run("INSERT INTO " + table + " SELECT * FROM mine." + table + " WHERE seq IN kept");
    }
  }
}

void PackageWriter::copyInputs() {
  if (!inputs_) return;
  run("CREATE TEMP TABLE touched AS SELECT DISTINCT run_id FROM inputs.batch"
      " WHERE to_us >= ? AND from_us <= ?", order_.from, inputsUntil_);
  run("INSERT INTO run SELECT * FROM inputs.run WHERE id IN touched");
  run("INSERT INTO run_link SELECT * FROM inputs.run_link WHERE run_id IN touched");
  run("INSERT INTO batch SELECT * FROM inputs.batch WHERE run_id IN touched AND from_us <= ?"
      " AND to_us >= ?", inputsUntil_, inputsFrom_);
  contents_.runs = number("SELECT count(*) FROM run");
  contents_.cutRuns = number("SELECT count(*) FROM run WHERE at_us < ?", inputsFrom_);
}

void PackageWriter::copySamples() {
  const Site site = recordedPoints(order_.directory);
  SampleReader reader{order_.directory, site};
  ChunkRows chunks{database_};
  for (std::uint32_t i = 0; code_ == SQLITE_OK && i < site.points.size(); ++i) {
    const PointSite& point = site.points[i];
    const Series series = reader.samples(PointId{i}, order_.from, order_.to);
    if (series.empty()) continue;
    const std::int64_t row =
        number("SELECT id FROM point WHERE tag = ? AND unit = ?", point.tag, wordOf(point.unit));
    if (code_ == SQLITE_OK) code_ = chunks.putAll(row, series, 0);
    if (code_ == SQLITE_OK) code_ = chunks.addHours(row, binsOf(series, minuteSpan));
    contents_.samples += static_cast<std::int64_t>(series.size());
  }
  if (code_ == SQLITE_OK && reader.damaged() > 0) {
    say("damaged_parts", std::to_string(reader.damaged()));
  }
}

void PackageWriter::say(const char* key, const std::string& value) {
  run("INSERT INTO manifest VALUES(?, ?)", key, value);
}

void PackageWriter::describe() {
  say("id", order_.id);
  say("from_us", std::to_string(microseconds(order_.from)));
  say("to_us", std::to_string(microseconds(order_.to)));
  say("first_seq", std::to_string(contents_.firstRow));
  say("last_seq", std::to_string(contents_.lastRow));
  run("INSERT INTO manifest SELECT 'before_hash', coalesce((SELECT lower(hex(hash))"
      " FROM mine.journal WHERE seq = ? - 1), lower(hex(zeroblob(32))))", contents_.firstRow);
  for (const PackageNote& note : order_.notes) {
    run("INSERT INTO annotation VALUES(NULL, ?, ?)", note.at, note.words);
  }
  for (const Picture& picture : pictures_) {
    run("INSERT INTO picture VALUES(NULL, ?, ?)", picture.name,
        std::span<const std::uint8_t>{picture.png});
  }
}

bool PackageWriter::write() {
  prepare();
  findSlice();
  copyJournal();
  copyInputs();
  copySamples();
  describe();
  run("COMMIT");
  return code_ == SQLITE_OK;
}

Phrase cannotWrite(const std::filesystem::path& file, const std::string& words) {
  return {PHRASE("%1 cannot be written: %2"), {file.string(), words}};
}

}  // namespace

std::variant<PackageContents, Phrase> writePackage(const PackageOrder& order, const SealKey& key) {
  std::error_code problem;
  if (!std::filesystem::exists(order.directory / "mine.db", problem)) {
    return Phrase{PHRASE("%1 holds no recording"), {order.directory.string()}};
  }
  if (std::filesystem::exists(order.file, problem)) {
    return Phrase{PHRASE("%1 exists already; nothing was changed"), {order.file.string()}};
  }
  auto read = picturesOf(order);
  if (auto* fault = std::get_if<Phrase>(&read)) return std::move(*fault);
  const std::filesystem::path part = order.file.string() + ".part";
  std::filesystem::remove(part, problem);
  PackageContents contents;
  std::string fault;
  {
    PackageWriter writer{order, std::get<std::vector<Picture>>(read), part};
    if (!writer.write()) fault = writer.words();
    contents = writer.contents();
  }
  if (fault.empty() && !signPackage(part, key)) fault = "it cannot be signed";
  if (fault.empty()) std::filesystem::rename(part, order.file, problem);
  if (fault.empty() && problem) fault = problem.message();
  if (!fault.empty()) {
    std::filesystem::remove(part, problem);
    return cannotWrite(order.file, fault);
  }
  contents.bytes = std::filesystem::file_size(order.file, problem);
  return contents;
}

}  // namespace firedamp
