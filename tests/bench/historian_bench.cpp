// The historian against what one would do without it, in one run: an indexed SQLite table with one
// row per sample, and the bare write + fdatasync of the same bytes. Figures, never a test:
// `cmake --build --preset release --target bench_historian`. `--year` adds a year of one point
// (some minutes and 1 GB in the temporary directory).
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "bench/historian_rows.h"
#include "bench/table.h"
#include "historian/sample_reader.h"
#include "historian/sample_store.h"
#include "historian/tick.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;

double secondsOf(Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

template <class Once>
double timed(Once once) {
  const auto begin = Clock::now();
  once();
  return secondsOf(Clock::now() - begin);
}

constexpr std::int64_t start_us = 1'700'000'000'000'000;
constexpr std::int64_t day_s = 86400;

Site siteOf(std::size_t points) {
  Site site;
  site.points.resize(points);
  for (std::size_t i = 0; i < points; ++i) site.points[i].tag = "CH4-" + std::to_string(i);
  return site;
}

// Slow drift and a noise of 0.006 %CH4, in steps of 0.01 %CH4: a good infra-red sensor.
class Gas {
 public:
  explicit Gas(std::uint32_t seed) : random_(seed) {}
  std::int32_t next() {
    level_ += drift_(random_);
    return static_cast<std::int32_t>(std::lround(level_ + noise_(random_)));
  }

 private:
  std::mt19937 random_;
  std::normal_distribution<double> drift_{0, 0.02}, noise_{0, 0.6};
  double level_ = 45;
};

std::uint64_t bytesWritten() {
  std::ifstream io{"/proc/self/io"};
  std::string name;
  std::uint64_t value = 0;
  while (io >> name >> value) {
    if (name == "write_bytes:") return value;
  }
  return 0;
}

std::uint64_t sizeOf(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator{directory}) {
    bytes += entry.file_size();
  }
  return bytes;
}

// The indexed table: point and time are its key.
class Rows {
 public:
  explicit Rows(const std::filesystem::path& file) {
    sqlite3_open(file.c_str(), &database_);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE sample(point INTEGER, at_us INTEGER, value INTEGER, quality INTEGER,"
        " PRIMARY KEY(point, at_us)) WITHOUT ROWID");
    sqlite3_prepare_v2(database_, "INSERT INTO sample VALUES(?, ?, ?, ?)", -1, &insert_, nullptr);
  }
  ~Rows() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  Rows(const Rows&) = delete;
  void run(const char* sql) { sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); }
  void add(std::int64_t point, std::int64_t at_us, std::int64_t value) {
    sqlite3_bind_int64(insert_, 1, point);
    sqlite3_bind_int64(insert_, 2, at_us);
    sqlite3_bind_int64(insert_, 3, value);
    sqlite3_bind_int64(insert_, 4, 0);
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
  }
  void commit(const std::vector<Sample>& samples) {
    run("BEGIN");
    for (const Sample& each : samples) add(each.point.value, microseconds(each.at), each.value);
    run("COMMIT");
  }
  // Extremes of `columns` equal parts, as one would write it.
  std::int64_t scan(std::int64_t from_us, std::int64_t to_us, std::size_t columns) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database_,
                       "SELECT at_us, value FROM sample WHERE point = 0 AND at_us >= ? AND"
                       " at_us < ? ORDER BY at_us",
                       -1, &statement, nullptr);
    sqlite3_bind_int64(statement, 1, from_us);
    sqlite3_bind_int64(statement, 2, to_us);
    std::vector<std::int64_t> lowest(columns, INT64_MAX), highest(columns, INT64_MIN);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const auto at = static_cast<std::size_t>(sqlite3_column_int64(statement, 0) - from_us) *
                      columns / static_cast<std::size_t>(to_us - from_us);
      const std::int64_t value = sqlite3_column_int64(statement, 1);
      lowest[at] = std::min(lowest[at], value);
      highest[at] = std::max(highest[at], value);
    }
    sqlite3_finalize(statement);
    return highest[columns / 2] - lowest[columns / 2];
  }

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

struct Written {
  std::vector<double> ticks_s;
  double bytes = 0;  // to the disk, per sample
  double at(double share) const {
    std::vector<double> all = ticks_s;
    std::sort(all.begin(), all.end());
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))] * 1000;
  }
  double perSecond(std::size_t points) const {
    double sum = 0;
    for (const double each : ticks_s) sum += each;
    return static_cast<double>(points * ticks_s.size()) / sum;
  }
};

template <class Commit>
Written written(std::size_t points, int ticks, Commit commit) {
  std::vector<Gas> gas;
  for (std::size_t i = 0; i < points; ++i) gas.emplace_back(static_cast<std::uint32_t>(i));
  Written result;
  const std::uint64_t before = bytesWritten();
  for (int tick = 0; tick < ticks; ++tick) {
    std::vector<Sample> samples(points);
    for (std::size_t i = 0; i < points; ++i) {
      samples[i] = {PointId{static_cast<std::uint32_t>(i)},
                    fromMicroseconds(start_us + tick * INT64_C(1'000'000)), gas[i].next(), {},
                    false};
    }
    result.ticks_s.push_back(timed([&] { commit(samples); }));
  }
  result.bytes = static_cast<double>(bytesWritten() - before) /
                 static_cast<double>(points * static_cast<std::size_t>(ticks));
  return result;
}

std::vector<std::string> row(const std::string& name, std::size_t points, const Written& of,
                             const Written& rows) {
  const double ratio = of.perSecond(points) / rows.perSecond(points);
  return {name, number(of.perSecond(points)), number(ratio, 1), number(of.at(0.5), 2),
          number(of.at(0.99), 2), number(of.at(1), 2), number(of.bytes, 1),
          number(rows.bytes / of.bytes, 1)};
}

void durableWrites(const std::filesystem::path& place, std::size_t points) {
  const Site site = siteOf(points);
  const auto directory = place / ("ours" + std::to_string(points));
  std::filesystem::create_directory(directory);
  SampleStore store{directory, site};
  std::uint64_t refused = 0;
  const Written ours = written(points, 5400, [&](const std::vector<Sample>& samples) {
    if (store.record(samples, refused)) std::abort();
  });
  Rows table{place / ("rows" + std::to_string(points) + ".db")};
  const Written rows = written(points, 120, [&](const auto& samples) { table.commit(samples); });
  const int file = ::open((place / "raw").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const Written raw = written(points, 600, [&](const std::vector<Sample>& samples) {
    std::vector<TickSample> ticks;
    for (const Sample& each : samples) {
      ticks.push_back({each.point.value + 1, each.at, each.value, each.quality, false});
    }
    const Bytes bytes = encodeTick(std::move(ticks));
    if (::write(file, bytes.data(), bytes.size()) < 0 || ::fdatasync(file) != 0) std::abort();
  });
  ::close(file);
  print("Durable writes, " + std::to_string(points) + " points per tick, a commit each (FULL)",
        {{"", "samples/s", "x rows", "p50 ms", "p99 ms", "max ms", "B/sample", "x less"},
         row("firedamp, 5400 ticks", points, ours, rows),
         row("indexed rows, 120", points, rows, rows),
         row("raw write, 600", points, raw, rows)});
}

double entropyOfSteps(const std::vector<std::int32_t>& values) {
  std::map<std::int32_t, double> counts;
  for (std::size_t i = 1; i < values.size(); ++i) ++counts[values[i] - values[i - 1]];
  double bits = 0;
  for (const auto& [step, count] : counts) {
    bits -= count * std::log2(count / static_cast<double>(values.size() - 1));
  }
  return bits / 8 / static_cast<double>(values.size() - 1);
}

// Bytes per sample of a whole month's file, everything in it: 50 points at 1 Hz for 10 days.
void storedBytes(const std::filesystem::path& place, int jitter_ms) {
  constexpr std::size_t points = 50;
  constexpr std::int64_t seconds = 10 * day_s;
  const Site site = siteOf(points);
  const auto directory = place / ("stored" + std::to_string(jitter_ms));
  std::filesystem::create_directory(directory);
  std::vector<Gas> gas;
  for (std::size_t i = 0; i < points; ++i) gas.emplace_back(static_cast<std::uint32_t>(i));
  std::vector<std::int32_t> values;
  {
    std::mt19937 random{2};
    SampleStore store{directory, site};
    std::vector<Sample> samples;
    std::uint64_t refused = 0;
    for (std::int64_t second = 0; second < seconds; ++second) {
      for (std::uint32_t i = 0; i < points; ++i) {
        const auto late_ms =
            static_cast<std::int64_t>(random() % static_cast<unsigned>(jitter_ms + 1));
        samples.push_back({PointId{i},
                           fromMicroseconds(start_us + second * 1'000'000 + late_ms * 1000),
                           gas[i].next(), {}, false});
        if (i == 0) values.push_back(samples.back().value);
      }
      if (second % 60 != 59) continue;
      if (store.record(samples, refused)) std::abort();
      samples.clear();
    }
  }
  const double bytes =
      static_cast<double>(sizeOf(directory)) / static_cast<double>(points * seconds);
  print("Bytes stored per sample, whole file, 50 points for 10 days at 1 Hz, jitter " +
            std::to_string(jitter_ms) + " ms",
        {{"firedamp", "entropy of the steps"},
         {number(bytes, 3), number(entropyOfSteps(values), 3)}});
}

// One point at 1 Hz for `days`, 300 samples per commit, then the trend of parts of it.
void trends(const std::filesystem::path& place, int days) {
  const Site site = siteOf(1);
  const auto directory = place / ("trend" + std::to_string(days));
  const auto rowFile = place / ("trend" + std::to_string(days) + ".db");
  std::filesystem::create_directory(directory);
  Rows table{rowFile};
  table.run("PRAGMA synchronous = OFF");
  {
    Gas gas{1};
    SampleStore store{directory, site};
    std::vector<Sample> samples;
    std::uint64_t refused = 0;
    for (std::int64_t second = 0; second < days * day_s; ++second) {
      samples.push_back(
          {PointId{0}, fromMicroseconds(start_us + second * 1'000'000), gas.next(), {}, false});
      if (samples.size() < 300) continue;
      if (store.record(samples, refused)) std::abort();
      table.commit(samples);
      samples.clear();
    }
  }
  table.run("PRAGMA wal_checkpoint(TRUNCATE)");
  std::vector<std::vector<std::string>> lines{
      {"1600 columns of the last", "ours ms", "row scan ms", "x"}};
  for (const int part : {1, 30, 365}) {
    if (part > days) continue;
    const Instant from = fromMicroseconds(start_us + (days - part) * day_s * 1'000'000);
    const Instant to = from + std::chrono::seconds{part * day_s};
    SampleReader reader{directory, site};
    std::vector<double> ours, theirs;
    std::int64_t kept = 0;
    for (int round = 0; round < 5; ++round) {
      ours.push_back(timed([&] {
        if (part == 1) {
          kept += static_cast<std::int64_t>(reader.samples(PointId{0}, from, to).size());
        } else {
          const Duration span = part == 30 ? minuteSpan : hourSpan;
          kept += static_cast<std::int64_t>(reader.bins(PointId{0}, from, to, span).size());
        }
      }));
      theirs.push_back(timed(
          [&] { kept += table.scan(microseconds(from), microseconds(to), 1600); }));
    }
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    lines.push_back({std::to_string(part) + " days", number(ours[2] * 1000, 2),
                     number(theirs[2] * 1000, 1), number(theirs[2] / ours[2], 1)});
    if (kept == 0) std::abort();
  }
  const auto samples = static_cast<double>(days * day_s);
  print("Trend of one point, " + std::to_string(days) + " days recorded; rows take " +
            number(static_cast<double>(std::filesystem::file_size(rowFile)) / samples, 1) +
            " B/sample",
        lines);
}

void decode() {
  Gas gas{3};
  Series series;
  for (int i = 0; i < 3600; ++i) {
    series.add(fromMicroseconds(start_us + i * INT64_C(1'000'000)), gas.next(), {}, false);
  }
  const Bytes bytes = encodeChunk(series);
  Series back;
  const double chunks = rate(0.5, [&] {
    if (decodeChunk(bytes, back) != ChunkFault::none) std::abort();
  });
  const double made = rate(0.5, [&] {
    if (encodeChunk(series).size() != bytes.size()) std::abort();
  });
  print("Chunks of 3600 samples",
        {{"", "M samples/s", "bytes"},
         {"decode", number(chunks * 3600 / 1e6), number(static_cast<double>(bytes.size()))},
         {"encode", number(made * 3600 / 1e6), ""}});
}

}  // namespace
}  // namespace firedamp::bench

int main(int argc, char** argv) {
  using namespace firedamp::bench;
  char name[] = "/tmp/firedamp-bench-XXXXXX";
  if (::mkdtemp(name) == nullptr) return 1;
  const std::filesystem::path place{name};
  durableWrites(place, 1000);
  durableWrites(place, 5000);
  storedBytes(place, 0);
  storedBytes(place, 8);
  trends(place, 30);
  if (argc > 1 && std::strcmp(argv[1], "--year") == 0) trends(place, 365);
  decode();
  wholeRecording(place);
  absentPeers();
  std::filesystem::remove_all(place);
  return 0;
}
