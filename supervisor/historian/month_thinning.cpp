#include "historian/month_thinning.h"

#include <system_error>
#include <vector>

#include "historian/connection.h"

namespace firedamp {
namespace {

constexpr std::int64_t chunksAtOnce = 2048;

// The month beside a connection, for as long as a step takes.
class Attached {
 public:
  Attached(Database& database, const std::filesystem::path& file) : database_(database) {
    Statement attach{database, "ATTACH ? AS month"};
    code_ = attach.with(readingUri(file, false)).run();
  }
  ~Attached() {
    if (code_ == SQLITE_OK) database_.execute("DETACH month");
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;
  int code() const { return code_; }

 private:
  Database& database_;
  int code_;
};

}  // namespace

MonthThinning::MonthThinning(std::filesystem::path month, std::filesystem::path part)
    : month_(std::move(month)), part_(std::move(part)) {}

FileStep MonthThinning::step() {
  bool more = true;
  int code = SQLITE_OK;
  if (!thin_) {
    code = begin();
  } else {
    code = addChunks(more);
    if (code == SQLITE_OK && !more) code = addLast();
  }
  if (code != SQLITE_OK) return FileStep::failed;
  return more ? FileStep::more : FileStep::done;
}

// The same tables as the month has, of whatever version it is. Without a journal: the file counts
// only once it is whole, synced and renamed.
int MonthThinning::begin() {
  std::error_code absent;
  std::filesystem::remove(part_, absent);
  thin_.emplace(part_.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                    SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE);
  int code = thin_->code();
  const std::string pragmas = "PRAGMA page_size = " + std::to_string(monthFile.pageSize) +
                              "; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF";
  if (code == SQLITE_OK) code = thin_->execute(pragmas.c_str());
  if (code != SQLITE_OK) return code;
  const Attached attached{*thin_, month_};
  if (attached.code() != SQLITE_OK) return attached.code();
  std::vector<std::string> objects;
  {
    Statement rows{*thin_, "SELECT sql FROM month.sqlite_schema WHERE sql IS NOT NULL"
                           " ORDER BY rowid"};
    while (rows.step() == SQLITE_ROW) objects.push_back(rows.text(0));
  }
  for (const std::string& sql : objects) {
    if (code == SQLITE_OK) code = thin_->execute(sql.c_str());
  }
  const auto version = thin_->integer("PRAGMA month.user_version").value_or(0);
  const std::string marks =
      "PRAGMA application_id = " + std::to_string(monthFile.applicationId) +
      "; PRAGMA user_version = " + std::to_string(version) +
      "; INSERT INTO point SELECT * FROM month.point";
  return code == SQLITE_OK ? thin_->execute(marks.c_str()) : code;
}

int MonthThinning::addChunks(bool& more) {
  const Attached attached{*thin_, month_};
  if (attached.code() != SQLITE_OK) return attached.code();
  Statement add{*thin_, "INSERT INTO chunk SELECT id, point_id, from_us, to_us, samples, usable,"
                        " lowest, highest, sum, minutes, x'' FROM month.chunk WHERE id > ?"
                        " ORDER BY id LIMIT ?"};
  const int code = add.with(lastChunk_, chunksAtOnce).run();
  more = code == SQLITE_OK && sqlite3_changes64(thin_->handle()) == chunksAtOnce;
  lastChunk_ = thin_->integer("SELECT coalesce(max(id), 0) FROM chunk").value_or(0);
  return code;
}

int MonthThinning::addLast() {
  int code = SQLITE_OK;
  {
    const Attached attached{*thin_, month_};
    code = attached.code();
    if (code == SQLITE_OK) {
      code = thin_->execute("INSERT INTO sealed SELECT * FROM month.sealed;"
                            "INSERT INTO hours SELECT * FROM month.hours;"
                            "INSERT INTO meta SELECT * FROM month.meta;"
                            "INSERT OR REPLACE INTO meta VALUES('thinned', '1')");
    }
  }
  thin_.reset();
  return code;
}

}  // namespace firedamp
