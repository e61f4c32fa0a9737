#include "historian/recording.h"

#include <algorithm>
#include <system_error>

#include "historian/connection.h"
#include "historian/input_store.h"
#include "historian/names.h"
#include "historian/package_file.h"
#include "historian/sqlite.h"

namespace firedamp {
namespace {

bool isMonth(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.size() == 17 && name.starts_with("samples-") && name.ends_with(".db");
}

std::uint64_t bytesOf(const std::filesystem::path& file) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  return problem ? 0 : size;
}

std::optional<Phrase> copyFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  Database source{from.string(), SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX};
  Database target{to.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX};
  int code = source.code() != SQLITE_OK ? source.code() : target.code();
  if (code == SQLITE_OK) {
    sqlite3_backup* backup =
        sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    code = backup == nullptr ? sqlite3_errcode(target.handle()) : sqlite3_backup_step(backup, -1);
    if (backup != nullptr) sqlite3_backup_finish(backup);
  }
  if (code == SQLITE_OK || code == SQLITE_DONE) return std::nullopt;
  return Phrase{PHRASE("%1 cannot be copied to %2: %3"),
                {from.string(), to.string(), sqlite3_errstr(code)}};
}

}  // namespace

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator{directory, problem}) {
    if (isMonth(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : {inputPath(directory), directory / "mine.db"}) {
    if (std::filesystem::exists(file, problem)) files.insert(files.begin(), file);
  }
  return files;
}

std::vector<MonthFacts> monthsOf(const std::filesystem::path& directory) {
  std::vector<MonthFacts> months;
  const bool package = isPackage(directory);
  const auto files = package ? std::vector{directory / directory.filename()} : filesOf(directory);
  for (const std::filesystem::path& file : files) {
    std::optional<Database> database;
    if (!package && !isMonth(file)) continue;
    if (!openForReading(file, monthFile, database)) continue;
    MonthFacts facts;
    facts.file = file;
    facts.bytes = package ? bytesOf(directory) : bytesOf(file) + bytesOf(file.string() + "-wal");
    const auto count = [&](const char* sql) { return database->integer(sql).value_or(0); };
    facts.points = count("SELECT count(DISTINCT point_id) FROM chunk");
    facts.chunks = count("SELECT count(*) FROM chunk");
    facts.ticks = count("SELECT count(*) FROM tick");
    facts.samples = count("SELECT coalesce(sum(samples), 0) FROM chunk");
    months.push_back(facts);
  }
  return months;
}

Site recordedPoints(const std::filesystem::path& directory) {
  Site site;
  std::optional<Database> database;
  if (!openForReading(directory / "mine.db", mineFile, database)) return site;
  Statement points{*database, "SELECT tag, unit, name_en, name_zh FROM point ORDER BY tag, id"};
  while (points.step() == SQLITE_ROW) {
    const auto unit = unitOf(points.text(1));
    if (!unit) continue;
    PointSite& point = site.points.emplace_back();
    point.tag = points.text(0);
    point.unit = *unit;
    point.name = {points.text(2), points.text(3)};
  }
  return site;
}

std::optional<Phrase> backUp(const std::filesystem::path& directory,
                             const std::filesystem::path& target) {
  std::error_code problem;
  const auto files = filesOf(directory);
  if (files.empty()) return Phrase{PHRASE("%1 holds no recording"), {directory.string()}};
  std::filesystem::create_directories(target, problem);
  if (problem || !std::filesystem::is_empty(target, problem)) {
    return Phrase{PHRASE("%1 is not an empty directory; nothing was copied"), {target.string()}};
  }
  for (const std::filesystem::path& file : files) {
    if (auto fault = copyFile(file, target / file.filename())) return fault;
  }
  return std::nullopt;
}

}  // namespace firedamp
