// What is asked of a recording as a whole: the journal's check, a package, the start of an engine.
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

#include "bench/historian_rows.h"
#include "bench/table.h"
#include "historian/historian.h"
#include "historian/journal_check.h"
#include "historian/package_check.h"
#include "historian/package_file.h"
#include "historian/package_writer.h"

namespace firedamp::bench {
namespace {

constexpr std::int64_t start_us = 1'700'000'000'000'000;
constexpr std::int64_t day_s = 86400;
constexpr int days = 730, rowsPerDay = 300, points = 10;

double timed(const std::function<void()>& once) {
  const auto begin = std::chrono::steady_clock::now();
  once();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Instant at(std::int64_t second) { return fromMicroseconds(start_us + second * 1'000'000); }

// Two years: ten points once in ten seconds, and 300 rows of the journal a day.
void record(SqliteHistorian& historian) {
  for (int day = 0; day < days; ++day) {
    std::vector<Record> batch;
    for (std::int64_t second = 0; second < day_s; second += 10) {
      for (std::uint32_t i = 0; i < points; ++i) {
        const auto value = static_cast<std::int32_t>(40 + (second / 600 + i) % 7);
        batch.emplace_back(
            Update{Sample{PointId{i}, at(day * day_s + second), value, {}, false}});
      }
    }
    for (int row = 0; row < rowsPerDay; ++row) {
      AlarmEvent alarm;
      alarm.id = AlarmId{static_cast<std::uint32_t>(day * rowsPerDay + row + 1)};
      alarm.source = {AlarmSource::Type::point, 0};
      alarm.state = AlarmState::normal;
      alarm.at = alarm.raisedAt = at(day * day_s + row * (day_s / rowsPerDay));
      batch.emplace_back(Update{alarm});
    }
    const Recorded recorded = historian.record(batch);
    if (recorded.fault || recorded.sampleFault) std::abort();
  }
}

bool isInstalled(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    struct stat state {};
    if (::stat((rest.substr(0, colon) + "/" + program).c_str(), &state) == 0) return true;
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return false;
}

}  // namespace

void wholeRecording(const std::filesystem::path& place) {
  Site site;
  site.points.resize(points);
  for (std::size_t i = 0; i < points; ++i) site.points[i].tag = "CH4-" + std::to_string(i);
  const auto directory = place / "two years";
  std::filesystem::create_directory(directory);
  double recording = 0;
  {
    auto opened = SqliteHistorian::open(directory / "mine.db", site);
    if (!opened.historian) std::abort();
    recording = timed([&] { record(*opened.historian); });
  }
  const double start = timed([&] {
    auto opened = SqliteHistorian::open(directory / "mine.db", site);
    if (!opened.historian || opened.historian->lastKnown().fault) std::abort();
    const std::vector<Record> one{Update{Sample{PointId{0}, at(days * day_s), 40, {}, false}}};
    if (opened.historian->record(one).sampleFault) std::abort();
  });
  JournalVerdict verdict;
  const double check = timed([&] { verdict = checkJournal(directory / "mine.db"); });
  if (verdict.fault) std::abort();
  auto key = SealKey::readOrMake(directory / "seal.key");
  const auto file = place / "incident.msl";
  const double made = timed([&] {
    const auto package = writePackage({directory, at(700 * day_s), at(700 * day_s + 3600), file,
                                       "bench", {}}, std::get<SealKey>(key));
    if (std::holds_alternative<Phrase>(package)) std::abort();
  });
  const double verified = timed([&] {
    if (checkPackage(file).fault) std::abort();
  });
  const double opened = timed([&] {
    if (std::holds_alternative<Phrase>(openPackage(file))) std::abort();
  });
  const auto rows = static_cast<double>(verdict.rows);
  print("Two years: 63 M samples, " + number(rows) + " rows of the journal",
        {{"", "ms", ""},
         {"recorded", number(recording * 1000), "a commit per day"},
         {"engine's start", number(start * 1000, 1), "open, last known, first sample"},
         {"journal verified", number(check * 1000, 1), number(rows / check) + " rows/s"},
         {"package of an hour made", number(made * 1000, 1),
          number(static_cast<double>(std::filesystem::file_size(file)) / 1024) + " KiB"},
         {"package verified", number(verified * 1000, 1), ""},
         {"package opened", number(opened * 1000, 2), ""}});
}

void absentPeers() {
  std::vector<std::vector<std::string>> lines{{"peer", ""}};
  for (const char* program : {"duckdb", "influxd", "postgres"}) {
    lines.push_back({program, isInstalled(program) ? "installed, but no measurement of it here"
                                                   : "not installed"});
  }
  print("Other databases", lines);
}

}  // namespace firedamp::bench
